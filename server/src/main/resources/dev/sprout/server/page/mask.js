// A mask that is painted over a picture. Painted pixels are opaque on the canvas; as a file they
// are white, the others black.

const MOST_UNDO = 32;
const OPAQUE = 255;

export class Mask {
  #canvas;
  #pen;
  #past = [];
  #last;

  /** Begins an empty mask on a canvas of the picture's size, painted in a colour. */
  constructor(canvas, colour) {
    this.#canvas = canvas;
    this.#pen = canvas.getContext('2d', { willReadFrequently: true });
    this.#pen.lineCap = 'round';
    this.#pen.strokeStyle = colour;
    this.#pen.fillStyle = colour;
  }

  /** Takes over a mask's file. */
  async load(file) {
    const bitmap = await createImageBitmap(file);
    this.#pen.drawImage(bitmap, 0, 0, this.#canvas.width, this.#canvas.height);
    this.#eachPixel((pixels, at) => {
      pixels[at + 3] = pixels[at];
    });
  }

  /** Begins a stroke of a width, in pixels of the picture; it erases where asked to. */
  begin(x, y, width, isEraser) {
    this.#remember();
    this.#pen.lineWidth = width;
    this.#pen.globalCompositeOperation = isEraser ? 'destination-out' : 'source-over';
    this.#last = [x, y];
    this.#pen.beginPath();
    this.#pen.arc(x, y, width / 2, 0, 2 * Math.PI);
    this.#pen.fill();
  }

  /** Leads the stroke on, if one has begun. */
  move(x, y) {
    if (this.#last) {
      this.#pen.beginPath();
      this.#pen.moveTo(...this.#last);
      this.#pen.lineTo(x, y);
      this.#pen.stroke();
      this.#last = [x, y];
    }
  }

  end() {
    this.#last = null;
  }

  clear() {
    this.#remember();
    this.#pen.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
  }

  invert() {
    this.#remember();
    this.#eachPixel((pixels, at) => {
      pixels[at + 3] = OPAQUE - pixels[at + 3];
    });
  }

  undo() {
    if (this.#past.length > 0) {
      this.#pen.putImageData(this.#past.pop(), 0, 0);
    }
  }

  /** The mask as a canvas of black and white, or null where nothing is painted. */
  drawn() {
    const copy = document.createElement('canvas');
    copy.width = this.#canvas.width;
    copy.height = this.#canvas.height;
    const image = this.#pixels();
    let isEmpty = true;
    for (let at = 0; at < image.data.length; at += 4) {
      const shade = image.data[at + 3] > OPAQUE / 2 ? OPAQUE : 0;
      isEmpty &&= shade === 0;
      image.data.fill(shade, at, at + 3);
      image.data[at + 3] = OPAQUE;
    }
    copy.getContext('2d').putImageData(image, 0, 0);
    return isEmpty ? null : copy;
  }

  #pixels() {
    return this.#pen.getImageData(0, 0, this.#canvas.width, this.#canvas.height);
  }

  /** Changes each pixel's alpha and gives it the paint's colour. */
  #eachPixel(change) {
    const image = this.#pixels();
    for (let at = 0; at < image.data.length; at += 4) {
      change(image.data, at);
    }
    this.#pen.putImageData(image, 0, 0);
    this.#pen.globalCompositeOperation = 'source-in';
    this.#pen.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
  }

  #remember() {
    this.#past = [...this.#past.slice(1 - MOST_UNDO), this.#pixels()];
  }
}
