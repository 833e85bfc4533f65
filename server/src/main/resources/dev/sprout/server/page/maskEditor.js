// The window in which a mask is painted, with the pointer or with the keyboard.

import { html, useEffect, useRef, useState } from './vendor/preact-htm.js';
import { pngOfCanvas } from './files.js';
import { Mask } from './mask.js';
import { Choice, Dialog, Picture } from './parts.js';

const PAINT = '#5a2bff';
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const TOOLS = ['Brush', 'Eraser'];

/** Paints the mask of a start ({ image, mask }); calls done with the mask's file, or null. */
export function MaskEditor({ start, done, close }) {
  const canvas = useRef();
  const mask = useRef();
  const [side, setSide] = useState(null);
  const [share, setShare] = useState(15);
  const [tool, setTool] = useState(TOOLS[0]);
  const [cursor, setCursor] = useState(null);

  useEffect(() => {
    createImageBitmap(start.image).then(({ width, height }) => setSide([width, height]));
  }, []);
  useEffect(() => {
    if (side) {
      mask.current = new Mask(canvas.current, PAINT);
      if (start.mask) {
        mask.current.load(start.mask);
      }
    }
  }, [side]);

  const width = () => Math.max(1, (share / 100) * Math.min(...side));
  const place = (event) => {
    const box = canvas.current.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    return [(x / box.width) * side[0], (y / box.height) * side[1]];
  };
  const begin = (at) => mask.current.begin(...at, width(), tool === TOOLS[1]);
  const press = (event) => {
    event.target.setPointerCapture(event.pointerId);
    begin(place(event));
  };
  const key = (event) => {
    const at = cursor ?? side.map((each) => each / 2);
    if (ARROWS[event.key]) {
      event.preventDefault();
      const step = width() / 2;
      setCursor(at.map((each, axis) => Math.min(side[axis], Math.max(0, each + step * ARROWS[event.key][axis]))));
    } else if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      begin(at);
      mask.current.end();
    } else if (event.key === 'z' && (event.ctrlKey || event.metaKey)) {
      mask.current.undo();
    }
  };
  const finish = async (event) => {
    const dialog = event.target.closest('dialog');
    const drawn = mask.current.drawn();
    done(drawn && (await pngOfCanvas(drawn)));
    dialog.close();
  };

  return html`<${Dialog} title="Paint what is drawn anew" close=${close}>
    <div class="row">
      <${Choice} legend="Tool" name="tool" values=${TOOLS} value=${tool} choose=${setTool} />
      <label class="grow">
        Size: ${share} %
        <input
          type="range"
          min="2"
          max="50"
          value=${share}
          onInput=${(event) => setShare(event.target.valueAsNumber)}
        />
      </label>
    </div>
    ${side &&
    html`<div class="painting">
      <${Picture} blob=${start.image} alt="" />
      <canvas
        ref=${canvas}
        width=${side[0]}
        height=${side[1]}
        tabindex="0"
        role="application"
        aria-label="Mask. Arrow keys move the brush, the space bar paints."
        onPointerDown=${press}
        onPointerMove=${(event) => mask.current.move(...place(event))}
        onPointerUp=${() => mask.current.end()}
        onPointerCancel=${() => mask.current.end()}
        onKeyDown=${key}
        onFocus=${(event) => event.target.matches(':focus-visible') && setCursor(side.map((each) => each / 2))}
        onBlur=${() => setCursor(null)}
      ></canvas>
      ${cursor &&
      html`<svg class="cursor" viewBox=${`0 0 ${side.join(' ')}`} aria-hidden="true">
        <circle cx=${cursor[0]} cy=${cursor[1]} r=${width() / 2} />
      </svg>`}
    </div>`}
    <div class="row actions">
      <button type="button" onClick=${() => mask.current.undo()}>Undo</button>
      <button type="button" onClick=${() => mask.current.invert()}>Invert</button>
      <button type="button" onClick=${() => mask.current.clear()}>Clear</button>
      <button type="button" class="main" onClick=${finish}>Use this mask</button>
    </div>
  <//>`;
}
