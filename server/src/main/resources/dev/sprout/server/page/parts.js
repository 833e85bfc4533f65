// Small parts that several views share.

import { html, useEffect, useRef, useState } from './vendor/preact-htm.js';

/** A picture that is held as a file. */
export function Picture({ blob, ...rest }) {
  const [url, setUrl] = useState();
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return html`<img src=${url} ...${rest} />`;
}

/** A window over the page; Esc and its button close it. */
export function Dialog({ title, close, children }) {
  const dialog = useRef();
  useEffect(() => dialog.current.showModal(), []);
  return html`<dialog ref=${dialog} onClose=${close} aria-labelledby="dialog-title">
    <header>
      <h2 id="dialog-title">${title}</h2>
      <button type="button" class="quiet" onClick=${() => dialog.current.close()}>Close</button>
    </header>
    ${children}
  </dialog>`;
}

/** A place for a picture: to drop, to choose or to paste one. */
export function DropZone({ label, take }) {
  const [isOver, setOver] = useState(false);
  const zone = useRef();
  const takeFrom = (files) => {
    setOver(false);
    if (files.length > 0) {
      take(files[0]);
    }
  };
  useEffect(() => {
    const paste = (event) => {
      const isShown = zone.current.offsetParent !== null;
      takeFrom(isShown ? event.clipboardData.files : []);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [take]);
  return html`<label
    ref=${zone}
    class=${isOver ? 'drop over' : 'drop'}
    onDragOver=${(event) => {
      event.preventDefault();
      setOver(true);
    }}
    onDragLeave=${() => setOver(false)}
    onDrop=${(event) => {
      event.preventDefault();
      takeFrom(event.dataTransfer.files);
    }}
  >
    <span>${label}</span>
    <input
      type="file"
      accept="image/*"
      onChange=${(event) => {
        takeFrom(event.target.files);
        event.target.value = '';
      }}
    />
  </label>`;
}

/** One of several values, as a row of buttons. */
export function Choice({ legend, name, values, value, choose }) {
  return html`<fieldset class="choice">
    <legend>${legend}</legend>
    ${values.map(
      (each) => html`<label key=${each}>
        <input type="radio" name=${name} checked=${each === value} onChange=${() => choose(each)} />
        <span>${each}</span>
      </label>`,
    )}
  </fieldset>`;
}

export const Problem = ({ text }) => html`<p class="problem" role="alert">${text}</p>`;
