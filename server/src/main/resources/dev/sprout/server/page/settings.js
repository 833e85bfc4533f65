// What the form says, and the fields of requests that follow from it.

import { diceSeed } from './orders.js';

/** Settings that a model begins with. */
export function settingsFor(model) {
  const { styles, steps, guidance, sampler } = model.drawing;
  return {
    model: model.name,
    prompt: '',
    style: styles[0] ?? '',
    count: 1,
    seed: diceSeed(),
    keepsSeed: false,
    strength: 0.6,
    steps: String(steps),
    guidance,
    sampler,
  };
}

/** The order that settings and, where there is one, a start ({ image, mask }) make. */
export function orderOf(settings, start) {
  const fields = {
    model: settings.model,
    prompt: settings.prompt,
    n: settings.count,
    seed: settings.seed,
    guidance: settings.guidance,
    sampler: settings.sampler,
    steps: settings.steps.includes(',') ? settings.steps.split(',').map(Number) : Number(settings.steps),
    ...(settings.style && { style: settings.style }),
    ...(start && { strength: start.mask ? 1 : settings.strength }),
  };
  return { fields, image: start?.image, mask: start?.mask };
}

/** An order for one more picture of the same kind. */
export const again = ({ order }) => ({
  ...order,
  fields: { ...order.fields, n: 1, seed: diceSeed() },
});

/** An order for a picture that is drawn from a picture's ids. */
export const variation = (image, settings) => {
  const { prompt, ...fields } = orderOf(settings).fields;
  return { fields: { ...fields, n: 1, seed: diceSeed() }, image, isVariation: true };
};

/** Settings that draw a picture of these parameters once more, with its seed. */
export const settingsOf = (parameters, settings) => ({
  ...settings,
  prompt: parameters.prompt,
  style: parameters.style ?? settings.style,
  count: 1,
  seed: Number(parameters.seed),
  keepsSeed: true,
  steps: parameters.steps ?? settings.steps,
  guidance: Number(parameters.guidance ?? settings.guidance),
  sampler: parameters.sampler ?? settings.sampler,
});
