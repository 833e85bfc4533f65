// Pictures as files, base64 and data URLs.

const PNG = 'image/png';
const LARGEST_SIDE = 1024;

/** The PNG file of a base64 text. */
export const pngOf = (base64) =>
  new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type: PNG });

export const urlOf = (base64) => `data:${PNG};base64,${base64}`;

/** A file as a data URL. */
export const dataUrl = (blob) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });

/** The PNG file of a canvas. */
export const pngOfCanvas = (canvas) => new Promise((resolve) => canvas.toBlob(resolve, PNG));

/** Any picture that the browser can show, as a PNG on white that is not larger than needed. */
export async function asPng(file) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    throw new Error(`${file.name || 'The file'} is no picture that this browser can read.`);
  }
  const scale = Math.min(1, LARGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext('2d');
  pen.fillStyle = 'white';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return pngOfCanvas(canvas);
}

/** Saves a file under a name made of words. */
export function download(blob, words) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${words.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'picture'}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}
