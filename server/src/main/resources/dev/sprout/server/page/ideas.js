// Suggestions of what a model knows.

import { html, useMemo, useState } from './vendor/preact-htm.js';

const SHOWN = 8;

/** Concepts that contain a prompt, those that begin with them first. */
function matching(concepts, prompt) {
  const words = prompt.trim().toLowerCase();
  const found = concepts.filter((each) => each.toLowerCase().includes(words));
  const begins = (each) => each.toLowerCase().startsWith(words);
  return [...found.filter(begins), ...found.filter((each) => !begins(each))].slice(0, SHOWN);
}

/** Concepts from all over the list. */
function mixed(concepts) {
  const places = Array.from({ length: SHOWN }, () => Math.floor(Math.random() * concepts.length));
  return [...new Set(places)].map((place) => concepts[place]);
}

export function Ideas({ concepts, prompt, choose }) {
  const [turn, setTurn] = useState(0);
  const random = useMemo(() => mixed(concepts), [concepts, turn]);
  const found = useMemo(() => matching(concepts, prompt), [concepts, prompt]);
  const isKnown = concepts.includes(prompt);
  const ideas = prompt.trim() && !isKnown && found.length > 0 ? found : random;
  return html`<div class="ideas" role="group" aria-label=${`Ideas, of ${concepts.length} things it knows`}>
    ${ideas.map(
      (each) => html`<button type="button" class="chip" key=${each} onClick=${() => choose(each)}>${each}</button>`,
    )}
    <button type="button" class="chip more" onClick=${() => setTurn(turn + 1)}>Other ideas</button>
  </div>`;
}
