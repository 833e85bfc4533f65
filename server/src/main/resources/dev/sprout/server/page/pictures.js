// The gallery as a grid, and one of its pictures at large with all that can be done with it.

import { html } from './vendor/preact-htm.js';
import { download } from './files.js';
import { Dialog, Picture } from './parts.js';
import { titleOf } from './runs.js';

/** Parameters that are shown first; the others follow. */
const FIRST = ['prompt', 'instruction', 'style', 'seed', 'steps', 'guidance', 'sampler'];

const titleOfPicture = ({ parameters, order }) =>
  parameters.prompt ?? parameters.instruction ?? titleOf(order);

export function Grid({ pictures, open }) {
  return html`<ul class="grid">
    ${pictures.map(
      (each) => html`<li key=${each.id}>
        <button type="button" onClick=${() => open(each.id)}>
          <${Picture} blob=${each.png} alt=${titleOfPicture(each)} />
          <span>${[each.parameters.style, each.parameters.seed].filter(Boolean).join(' · ')}</span>
        </button>
      </li>`,
    )}
  </ul>`;
}

function Parameters({ parameters }) {
  const names = [...new Set([...FIRST, ...Object.keys(parameters)])].filter((name) => parameters[name]);
  return html`<dl>
    ${names.map(
      (name) => html`<div key=${name}>
        <dt>${name}</dt>
        <dd>${parameters[name]}</dd>
      </div>`,
    )}
  </dl>`;
}

/** A picture with its parameters; actions is a list of [label, what it does]. */
export function Large({ picture, close, actions }) {
  const title = titleOfPicture(picture);
  const act = (action) => (event) => {
    event.target.closest('dialog').close();
    action();
  };
  return html`<${Dialog} title=${title} close=${close}>
    <div class="large">
      <${Picture} blob=${picture.png} alt=${title} />
      <div>
        <div class="row actions">
          ${actions.map(
            ([label, action]) =>
              html`<button type="button" key=${label} onClick=${act(action)}>${label}</button>`,
          )}
          <button
            type="button"
            onClick=${() => download(picture.png, `${title} ${picture.parameters.seed ?? ''}`)}
          >
            Download
          </button>
        </div>
        <${Parameters} parameters=${picture.parameters} />
      </div>
    </div>
  <//>`;
}
