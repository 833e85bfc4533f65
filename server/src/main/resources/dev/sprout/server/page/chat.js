// A talk: pictures are drawn and changed, and questions about the last picture answered.

import { html, useState } from './vendor/preact-htm.js';
import * as api from './api.js';
import { asPng, dataUrl, pngOf } from './files.js';
import { DropZone, Problem } from './parts.js';
import { textsOf } from './pngText.js';

/** A message of the user as the server reads it. */
const asked = (text, url) => ({
  role: 'user',
  content: [
    ...(url ? [{ type: 'image_url', image_url: { url } }] : []),
    ...(text ? [{ type: 'text', text }] : []),
  ],
});

const picturesOf = ({ content, images = [] }) =>
  [...(Array.isArray(content) ? content : []), ...images]
    .filter((part) => part.image_url)
    .map((part) => part.image_url.url);

const textOf = ({ content }) =>
  Array.isArray(content) ? content.map((part) => part.text ?? '').join('') : content;

/** A drawn picture of a message, with the order that draws it again. */
async function drawn(url, model, style) {
  const png = pngOf(url.slice(url.indexOf(',') + 1));
  const parameters = await textsOf(png);
  const { prompt, seed } = parameters;
  const fields = { model: model.name, n: 1, seed: Number(seed) };
  const order = prompt
    ? { fields: { ...fields, prompt, ...(style && { style }) } }
    : { fields, image: png, isVariation: true }; // changed by an instruction: drawn from its ids
  return [{ png, parameters }, order];
}

/** The talk; take(picture, order) is called with each picture that it draws. */
export function Chat({ model, style, take }) {
  const [messages, setMessages] = useState([]);
  const [text, setText] = useState('');
  const [shown, setShown] = useState(null);
  const [isWaiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState(null);
  const hasPicture = shown !== null || messages.some((each) => picturesOf(each).length > 0);

  const attach = async (file) => {
    try {
      setShown(await dataUrl(await asPng(file)));
      setProblem(null);
    } catch (error) {
      setProblem(error.message);
    }
  };
  const send = async (modality) => {
    const next = [...messages, asked(text.trim(), shown)];
    setMessages(next);
    setWaiting(true);
    setProblem(null);
    try {
      const answer = await api.post('/v1/chat/completions', {
        model: model.name,
        messages: next,
        modalities: [modality],
        seed: next.length,
        ...(style && { style }),
      });
      const { message } = answer.choices[0];
      setMessages([...next, message]);
      setText('');
      setShown(null);
      for (const url of picturesOf(message)) {
        take(...(await drawn(url, model, style)));
      }
    } catch (error) {
      setMessages(messages);
      setProblem(error.message);
    }
    setWaiting(false);
  };
  const submit = (event) => {
    event.preventDefault();
    send(event.submitter.value);
  };

  return html`<ol class="talk" aria-live="polite" aria-busy=${isWaiting}>
      ${messages.length === 0 &&
      html`<li class="hint">Name something to draw, or attach a picture and ask about it.</li>`}
      ${messages.map(
        (each, index) => html`<li key=${index} class=${each.role}>
          <span class="who">${each.role === 'user' ? 'You' : 'Sprout'}</span>
          ${picturesOf(each).map(
            (url) => html`<img key=${url} src=${url} alt=${each.role === 'user' ? 'Attached' : 'Drawn'} />`,
          )}
          ${textOf(each) && html`<p>${textOf(each)}</p>`}
        </li>`,
      )}
      ${isWaiting && html`<li class="assistant"><span class="who">Sprout</span><p>…</p></li>`}
    </ol>
    ${problem && html`<${Problem} text=${problem} />`}
    <form onSubmit=${submit}>
      ${shown
        ? html`<div class="row">
            <img class="attached" src=${shown} alt="Attached picture" />
            <button type="button" onClick=${() => setShown(null)}>Remove</button>
          </div>`
        : html`<${DropZone} label="Attach a picture" take=${attach} />`}
      <div class="row">
        <label class="grow words">
          Message
          <input
            name="message"
            required
            autocomplete="off"
            value=${text}
            onInput=${(event) => setText(event.target.value)}
          />
        </label>
        ${hasPicture && html`<button value="text" disabled=${isWaiting}>Ask</button>`}
        ${model.draws && html`<button value="image" disabled=${isWaiting}>Draw</button>`}
        <button
          type="button"
          disabled=${isWaiting || messages.length === 0}
          onClick=${() => setMessages([])}
        >
          New
        </button>
      </div>
    </form>`;
}
