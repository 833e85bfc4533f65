// Orders that are being carried out: their progress, previews and ends.

import { html, useState } from './vendor/preact-htm.js';
import { carryOut } from './orders.js';

let keys = 0;

/**
 * Keeps the running orders: returns [runs, run, dismiss].
 * Calls take(picture, order) with each finished picture.
 */
export function useRuns(take) {
  const [runs, setRuns] = useState([]);
  const update = (key, change) =>
    setRuns((all) => all.map((each) => (each.key === key ? { ...each, ...change(each) } : each)));
  const dismiss = (key) => setRuns((all) => all.filter((each) => each.key !== key));

  async function run(order) {
    const key = keys++;
    const control = new AbortController();
    const begun = { key, order, cancel: () => control.abort(), previews: {}, drawn: 0 };
    setRuns((all) => [...all, begun]);
    try {
      for await (const { progress, preview, picture } of carryOut(order, control.signal)) {
        if (progress) {
          update(key, () => ({ progress }));
        } else if (preview) {
          update(key, ({ previews }) => ({ previews: { ...previews, [preview.index]: preview.url } }));
        } else {
          take(picture, order);
          update(key, ({ drawn }) => ({ drawn: drawn + 1 }));
        }
      }
      dismiss(key);
    } catch (error) {
      if (control.signal.aborted) {
        dismiss(key);
      } else {
        update(key, () => ({ error: error.message }));
      }
    }
  }

  return [runs, run, dismiss];
}

/** What an order asks for, in words. */
export const titleOf = ({ fields, isVariation }) => (isVariation ? 'a variation' : fields.prompt);

/** How far a run is, in words that change with each entity, not with each step. */
export function stateOf({ order, progress, drawn }) {
  const count = order.fields.n > 1 ? `, ${drawn} of ${order.fields.n} done` : '';
  if (progress?.state === 'queued') {
    return `${titleOf(order)} waits, place ${progress.position + 1}`;
  }
  const { entity, entities } = progress?.progress ?? {};
  return `Drawing ${titleOf(order)}${entity ? `: part ${entity} of ${entities}` : ''}${count}`;
}

/** Finished share of a run's pictures that are drawn at the moment, or undefined. */
function shareOf({ progress }) {
  if (!progress?.progress) {
    return undefined;
  }
  const { entity, entities, step, steps } = progress.progress;
  return (entity - 1 + (steps ? Math.min(1, step / steps) : 0.5)) / entities;
}

export function Run({ run, dismiss }) {
  const left = run.progress?.seconds_left;
  const missing = Array.from({ length: run.order.fields.n }, (_, index) => index).slice(run.drawn);
  if (run.error) {
    return html`<li class="run failed">
      <p class="problem" role="alert">${titleOf(run.order)}: ${run.error}</p>
      <button type="button" onClick=${() => dismiss(run.key)}>Dismiss</button>
    </li>`;
  }
  return html`<li class="run">
    <p>${stateOf(run)}${left > 1 ? `, ${Math.ceil(left)} s left` : ''}</p>
    <div class="previews">
      ${missing.map((index) =>
        run.previews[index]
          ? html`<img key=${index} src=${run.previews[index]} alt=${`Preview of ${titleOf(run.order)}`} />`
          : html`<span key=${index} class="blank"></span>`,
      )}
    </div>
    <progress value=${shareOf(run)} aria-label=${`Progress of ${titleOf(run.order)}`}></progress>
    <button type="button" onClick=${run.cancel}>Cancel</button>
  </li>`;
}
