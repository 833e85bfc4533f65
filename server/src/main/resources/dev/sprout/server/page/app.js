// The page: what the server can do, the three views, and what goes from one to another.

import { html, render, useEffect, useState } from './vendor/preact-htm.js';
import * as api from './api.js';
import { Chat } from './chat.js';
import { DrawForm } from './drawForm.js';
import { asPng } from './files.js';
import * as gallery from './gallery.js';
import { Look } from './look.js';
import { MaskEditor } from './maskEditor.js';
import { diceSeed } from './orders.js';
import { Problem } from './parts.js';
import { Grid, Large } from './pictures.js';
import { textsOf } from './pngText.js';
import { Run, stateOf, titleOf, useRuns } from './runs.js';
import { again, orderOf, settingsFor, settingsOf, variation } from './settings.js';

function App() {
  const [capabilities, setCapabilities] = useState(null);
  const [refusal, setRefusal] = useState(null);
  const load = () => api.get('/api/capabilities').then(setCapabilities, setRefusal);
  useEffect(() => void load(), []);
  if (capabilities) {
    return html`<${Studio} capabilities=${capabilities} />`;
  }
  return html`<main class="door">
    <h1>Sprout</h1>
    ${refusal?.status === 401
      ? html`<${TokenForm} load=${load} />`
      : refusal && html`<${Problem} text=${refusal.message} />`}
  </main>`;
}

function TokenForm({ load }) {
  const submit = (event) => {
    event.preventDefault();
    api.useToken(new FormData(event.target).get('token').trim());
    load();
  };
  return html`<form onSubmit=${submit}>
    <label>
      Token of this server
      <input name="token" type="password" required autocomplete="off" />
    </label>
    <button class="main">Enter</button>
  </form>`;
}

function Studio({ capabilities }) {
  const drawer = capabilities.models.find((each) => each.draws);
  const reader = capabilities.models.find((each) => each.captions);
  const tabs = [drawer && 'Draw', reader && 'Look', 'Chat'].filter(Boolean);
  const [tab, setTab] = useState(tabs[0]);
  const [settings, change] = useState(drawer && settingsFor(drawer));
  const [start, setStart] = useState(null);
  const [isMasking, setMasking] = useState(false);
  const [looked, setLooked] = useState(null);
  const [pictures, setPictures] = useState([]);
  const [openId, setOpenId] = useState(null);
  const [news, setNews] = useState('');
  const [problem, setProblem] = useState(null);

  const report = (error) => setProblem(error.message);
  const take = (drawn, order) => {
    setNews(`${titleOf(order)} is drawn`);
    return gallery
      .keep({ ...drawn, order, made: Date.now() })
      .then((kept) => setPictures((all) => [kept, ...all]), report);
  };
  const [runs, run, dismiss] = useRuns(take);
  useEffect(() => void gallery.all().then(setPictures, report), []);

  const draw = () => {
    const seed = settings.keepsSeed ? settings.seed : diceSeed();
    change({ ...settings, seed });
    run(orderOf({ ...settings, seed }, start));
  };
  const startFrom = (image) => {
    setStart({ image });
    setTab('Draw');
  };
  const mask = (image) => {
    startFrom(image);
    setMasking(true);
  };
  const look = (image, parameters = {}) => {
    setLooked({ image, parameters });
    setTab('Look');
  };
  const vary = (image) => {
    setTab('Draw');
    run(variation(image, settings));
  };
  const receive = (use) => async (file) => {
    try {
      const [png, parameters] = [await asPng(file), await textsOf(file)];
      setProblem(null);
      use(png, parameters);
    } catch (error) {
      report(error);
    }
  };
  const restore = (parameters, { image, mask } = {}) => {
    const isServed = capabilities.models.some((each) => each.draws && each.name === parameters.model);
    const model = isServed ? parameters.model : settings.model;
    change(settingsOf(parameters, { ...settings, model }));
    setStart(image ? { image, mask } : null);
    setTab('Draw');
  };
  const forget = ({ id }) =>
    gallery.forget(id).then(() => setPictures((all) => all.filter((each) => each.id !== id)), report);

  const ofImage = [
    ['Vary', vary],
    ['Use as start', startFrom],
    ['Paint a mask', mask],
  ];
  const settingsAction = (parameters, order) =>
    parameters.prompt && parameters.seed ? [['Use its settings', () => restore(parameters, order)]] : [];
  const actionsOfLooked = drawer && looked ? [...ofImage, ...settingsAction(looked.parameters)] : [];
  const actionsOf = (picture) => [
    ['Again', () => run(again(picture))],
    ...ofImage.map(([label, action]) => [label, () => action(picture.png)]),
    ...(reader ? [['Look at it', () => look(picture.png)]] : []),
    ...settingsAction(picture.parameters, picture.order),
    ['Delete', () => forget(picture)],
  ];
  const opened = pictures.find((each) => each.id === openId);

  return html`
    <header class="top">
      <h1><img src="sprout.svg" alt="" /> Sprout</h1>
      <${Tabs} tabs=${tabs} tab=${tab} choose=${setTab} />
    </header>
    <main>
      <p class="unseen" role="status">${runs.length > 0 ? stateOf(runs[0]) : news}</p>
      ${problem && html`<${Problem} text=${problem} />`}
      ${drawer &&
      html`<${Panel} name="Draw" tab=${tab}>
        <${DrawForm}
          capabilities=${capabilities}
          settings=${settings}
          change=${change}
          start=${start}
          setStart=${setStart}
          takeStart=${receive(startFrom)}
          paintMask=${() => setMasking(true)}
          draw=${draw}
        />
        <section aria-label="Pictures">
          <ul class="runs">
            ${runs.map((each) => html`<${Run} key=${each.key} run=${each} dismiss=${dismiss} />`)}
          </ul>
          ${pictures.length === 0 &&
          runs.length === 0 &&
          html`<p class="hint">Your pictures appear here and stay in this browser.</p>`}
          <${Grid} pictures=${pictures} open=${setOpenId} />
        </section>
      <//>`}
      ${reader &&
      html`<${Panel} name="Look" tab=${tab}>
        <${Look} model=${reader} image=${looked?.image} take=${receive(look)} actions=${actionsOfLooked} />
      <//>`}
      <${Panel} name="Chat" tab=${tab}>
        <${Chat} model=${reader ?? drawer} style=${settings?.style} take=${take} />
      <//>
    </main>
    ${opened && html`<${Large} picture=${opened} close=${() => setOpenId(null)} actions=${actionsOf(opened)} />`}
    ${isMasking &&
    html`<${MaskEditor}
      start=${start}
      done=${(mask) => setStart({ image: start.image, mask })}
      close=${() => setMasking(false)}
    />`}
  `;
}

function Panel({ name, tab, children }) {
  return html`<section
    role="tabpanel"
    id=${`panel-${name}`}
    aria-labelledby=${`tab-${name}`}
    class=${name.toLowerCase()}
    hidden=${name !== tab}
  >
    ${children}
  </section>`;
}

function Tabs({ tabs, tab, choose }) {
  const key = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
      choose(next);
      document.getElementById(`tab-${next}`).focus();
    }
  };
  return html`<div role="tablist" aria-label="Views" onKeyDown=${key}>
    ${tabs.map(
      (each) => html`<button
        type="button"
        role="tab"
        key=${each}
        id=${`tab-${each}`}
        aria-controls=${`panel-${each}`}
        aria-selected=${String(each === tab)}
        tabindex=${each === tab ? 0 : -1}
        onClick=${() => choose(each)}
      >
        ${each}
      </button>`,
    )}
  </div>`;
}

render(html`<${App} />`, document.body);
