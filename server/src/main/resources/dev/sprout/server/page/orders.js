// Orders of pictures and how they are carried out.
// An order: { fields (of the request), image (Blob to start from), mask (Blob), isVariation }.

import * as api from './api.js';
import { pngOf, urlOf } from './files.js';

const PREVIEWS = 3;
const STOPPED = 'The server stopped before everything was drawn.';
const SEEDS = 2 ** 31;

export const diceSeed = () => Math.floor(Math.random() * SEEDS);

/**
 * Carries an order out: yields { progress }, { preview: { index, url } } and
 * { picture: { png, parameters } } until all is drawn or the signal aborts. Throws why it ended early.
 */
export const carryOut = (order, signal) => (order.image ? redraw(order, signal) : draw(order, signal));

async function* draw({ fields }, signal) {
  const job = await api.post('/api/jobs', { ...fields, partial_images: PREVIEWS });
  const address = `/api/jobs/${job.id}`;
  const cancel = () => api.remove(address);
  signal.addEventListener('abort', cancel);
  if (signal.aborted) {
    cancel();
  }
  let last = job;
  for await (const { name, data } of api.events(`${address}/events`)) {
    if (name === 'preview') {
      yield preview(data.index, data.b64_json);
    } else {
      last = data;
      yield { progress: data };
      yield* (data.pictures ?? []).map(picture);
    }
  }
  if (last.state !== 'done' && !signal.aborted) {
    throw new Error(last.error ?? STOPPED);
  }
}

async function* redraw({ fields, image, mask, isVariation }, signal) {
  const form = new FormData();
  const all = { ...fields, stream: true, partial_images: PREVIEWS };
  Object.entries(all).forEach(([name, value]) => form.append(name, value));
  form.append('image', image, 'image.png');
  if (mask) {
    form.append('mask', mask, 'mask.png');
  }
  let missing = fields.n;
  const path = isVariation ? '/v1/images/variations' : '/v1/images/edits';
  for await (const { name, data } of api.events(path, form, signal)) {
    if (name === 'error') {
      throw new Error(data.error.message);
    } else if (name.endsWith('.partial_image')) {
      yield preview(data.image_index, data.b64_json);
    } else {
      missing--;
      yield picture(data);
    }
  }
  if (missing > 0) {
    throw new Error(STOPPED);
  }
}

const preview = (index, base64) => ({ preview: { index, url: urlOf(base64) } });

const picture = (drawn) => ({
  picture: { png: pngOf(drawn.b64_json), parameters: drawn.parameters },
});
