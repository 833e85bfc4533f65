// The form that orders pictures.

import { html } from './vendor/preact-htm.js';
import { Ideas } from './ideas.js';
import { diceSeed } from './orders.js';
import { Choice, DropZone, Picture } from './parts.js';
import { settingsFor } from './settings.js';

const whole = (event) => Math.trunc(event.target.valueAsNumber || 0);

export function DrawForm({ capabilities, settings, change, start, setStart, takeStart, paintMask, draw }) {
  const { models, samplers, limits } = capabilities;
  const drawing = models.find((each) => each.name === settings.model).drawing;
  const set = (values) => change({ ...settings, ...values });
  const submit = (event) => {
    event.preventDefault();
    draw();
  };
  return html`<form class="draw" onSubmit=${submit}>
    <label class="wide">
      Prompt
      <input
        name="prompt"
        required
        autocomplete="off"
        maxlength=${limits.prompt_length}
        placeholder="red apple"
        value=${settings.prompt}
        onInput=${(event) => set({ prompt: event.target.value })}
      />
    </label>
    <${Ideas} concepts=${drawing.concepts} prompt=${settings.prompt} choose=${(prompt) => set({ prompt })} />
    ${drawing.styles.length > 1 &&
    html`<${Choice}
      legend="Style"
      name="style"
      values=${drawing.styles}
      value=${settings.style}
      choose=${(style) => set({ style })}
    />`}
    <div class="row">
      <label>
        Pictures
        <input
          name="count"
          type="number"
          required
          min="1"
          max=${limits.count}
          value=${settings.count}
          onInput=${(event) => set({ count: whole(event) })}
        />
      </label>
      <label class="grow">
        Seed
        <input
          name="seed"
          type="number"
          required
          min="0"
          step="1"
          value=${settings.seed}
          onInput=${(event) => set({ seed: whole(event), keepsSeed: true })}
        />
      </label>
      <button type="button" onClick=${() => set({ seed: diceSeed() })}>Roll</button>
      <label class="check">
        <input
          type="checkbox"
          checked=${settings.keepsSeed}
          onChange=${(event) => set({ keepsSeed: event.target.checked })}
        />
        Lock
      </label>
    </div>
    <details>
      <summary>More</summary>
      <${More} drawing=${drawing} samplers=${samplers} models=${models} limits=${limits} settings=${settings} set=${set} />
    </details>
    ${start
      ? html`<${Start} start=${start} setStart=${setStart} paintMask=${paintMask} settings=${settings} set=${set} />`
      : html`<${DropZone} label="Start from a picture: drop, paste or choose one" take=${takeStart} />`}
    <button class="main">Draw</button>
  </form>`;
}

function More({ drawing, samplers, models, limits, settings, set }) {
  const drawers = models.filter((each) => each.draws);
  return html`<div class="row">
    ${drawers.length > 1 &&
    html`<label class="grow">
      Model
      <select
        value=${settings.model}
        onChange=${(event) => {
          const model = drawers.find((each) => each.name === event.target.value);
          set({ ...settingsFor(model), prompt: settings.prompt });
        }}
      >
        ${drawers.map((each) => html`<option key=${each.name} value=${each.name}>${each.name}</option>`)}
      </select>
    </label>`}
    <label class="grow">
      Guidance
      <input
        name="guidance"
        type="number"
        required
        min="0"
        step="any"
        value=${settings.guidance}
        onInput=${(event) => set({ guidance: event.target.valueAsNumber })}
      />
    </label>
    <label class="grow">
      Steps, up to ${limits.steps}
      <input
        name="steps"
        required
        inputmode="numeric"
        pattern="[0-9]+(,[0-9]+)*"
        title=${`A number, as ${drawing.steps}, or one for each entity with commas between`}
        value=${settings.steps}
        onInput=${(event) => set({ steps: event.target.value })}
      />
    </label>
    <label class="grow">
      Sampler
      <select value=${settings.sampler} onChange=${(event) => set({ sampler: event.target.value })}>
        ${samplers.map((each) => html`<option key=${each} value=${each}>${each}</option>`)}
      </select>
    </label>
  </div>`;
}

/** The picture that an edit starts from, with its mask or its strength. */
function Start({ start, setStart, paintMask, settings, set }) {
  return html`<fieldset class="start">
    <legend>Start</legend>
    <${Picture} blob=${start.image} alt="The picture to start from" />
    ${start.mask && html`<${Picture} blob=${start.mask} alt="Its mask: what is white is drawn anew" />`}
    <div>
      ${start.mask
        ? html`<p>The white part is drawn anew, the rest stays.</p>`
        : html`<label>
            Change: ${Math.round(100 * settings.strength)} %
            <input
              type="range"
              min="0.05"
              max="1"
              step="0.05"
              value=${settings.strength}
              onInput=${(event) => set({ strength: event.target.valueAsNumber })}
            />
          </label>`}
      <div class="row">
        <button type="button" onClick=${paintMask}>${start.mask ? 'Change the mask' : 'Paint a mask'}</button>
        ${start.mask &&
        html`<button type="button" onClick=${() => setStart({ image: start.image })}>Without the mask</button>`}
        <button type="button" onClick=${() => setStart(null)}>Remove</button>
      </div>
    </div>
  </fieldset>`;
}
