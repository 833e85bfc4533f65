// What the model sees in a picture: a caption, its ids and what they draw, answers to questions.

import { html, useEffect, useState } from './vendor/preact-htm.js';
import * as api from './api.js';
import { dataUrl, urlOf } from './files.js';
import { DropZone, Picture, Problem } from './parts.js';

/** Shows what is seen in a picture, if there is one. */
export function Look({ model, image, take, actions }) {
  return html`<${DropZone} label="Drop, paste or choose a picture" take=${take} />
    ${image && html`<${Seen} key=${image} model=${model} image=${image} actions=${actions} />`}`;
}

function Seen({ model, image, actions }) {
  const [seen, setSeen] = useState({});
  const [problem, setProblem] = useState(null);
  useEffect(() => {
    const control = new AbortController();
    const ask = (path, body) => api.post(path, { model: model.name, ...body }, control.signal);
    const add = (more) => setSeen((before) => ({ ...before, ...more }));
    const look = async () => {
      const url = await dataUrl(image);
      add({ url });
      add(await ask('/api/caption', { image: url }));
      const { ids } = await ask('/api/tokenize', { image: url });
      add({ ids });
      if (model.draws) {
        const drawn = await ask('/api/detokenize', { ids });
        add({ drawn: urlOf(drawn.b64_json) });
      }
    };
    look().catch((error) => control.signal.aborted || setProblem(error.message));
    return () => control.abort();
  }, [image, model]);

  return html`<section class="seen" aria-label="What is seen">
    <div class="pair">
      <figure>
        <${Picture} blob=${image} alt=${seen.caption ?? 'Your picture'} />
        <figcaption>Your picture</figcaption>
      </figure>
      ${model.draws &&
      html`<figure>
        ${seen.drawn ? html`<img src=${seen.drawn} alt="What the ids draw" />` : html`<span class="blank"></span>`}
        <figcaption>What its ids draw</figcaption>
      </figure>`}
    </div>
    <div aria-live="polite">
      <p class="caption">${seen.caption ?? (problem ? '' : 'Looking …')}</p>
      ${problem && html`<${Problem} text=${problem} />`}
    </div>
    ${seen.ids &&
    html`<details>
      <summary>Its ${seen.ids.length} ids</summary>
      <code class="ids">${seen.ids.join(' ')}</code>
    </details>`}
    <div class="row actions">
      ${actions.map(
        ([label, action]) =>
          html`<button type="button" key=${label} onClick=${() => action(image)}>${label}</button>`,
      )}
    </div>
    ${seen.url && html`<${Questions} model=${model} url=${seen.url} />`}
  </section>`;
}

function Questions({ model, url }) {
  const [question, setQuestion] = useState('');
  const [asked, setAsked] = useState([]);
  const ask = async (event) => {
    event.preventDefault();
    const place = asked.length;
    const note = (answer) =>
      setAsked((all) => all.map((each, index) => (index === place ? { ...each, ...answer } : each)));
    setAsked([...asked, { question }]);
    setQuestion('');
    try {
      note(await api.post('/api/caption', { model: model.name, image: url, question }));
    } catch (error) {
      note({ problem: error.message });
    }
  };
  return html`<form onSubmit=${ask}>
    <div class="row">
      <label class="grow">
        Question
        <input
          name="question"
          required
          autocomplete="off"
          placeholder="What is this?"
          value=${question}
          onInput=${(event) => setQuestion(event.target.value)}
        />
      </label>
      <button>Ask</button>
    </div>
    <dl class="answers" aria-live="polite">
      ${asked.map(
        ({ question, answer, problem }, index) => html`<div key=${index}>
          <dt>${question}</dt>
          <dd>${problem ? html`<${Problem} text=${problem} />` : (answer ?? '…')}</dd>
        </div>`,
      )}
    </dl>
  </form>`;
}
