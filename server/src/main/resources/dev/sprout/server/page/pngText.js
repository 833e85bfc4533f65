// The parameters that Sprout writes into its PNG files: chunks of type iTXt or tEXt.

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47];
const FIRST_CHUNK = 8;
const AROUND_DATA = 12; // bytes of length, type and checksum

/** The texts of a PNG file by their keywords; none for any other file. */
export async function textsOf(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const view = new DataView(bytes.buffer);
  const texts = {};
  const isPng = SIGNATURE.every((each, index) => bytes[index] === each);
  for (let at = FIRST_CHUNK; isPng && at + AROUND_DATA <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const [keyword, text] = read(type, bytes.subarray(at + 8, at + 8 + length)) ?? [];
    if (keyword) {
      texts[keyword] = text;
    }
    at += length + AROUND_DATA;
  }
  return texts;
}

function read(type, data) {
  const end = data.indexOf(0);
  const keyword = decode('latin1', data.subarray(0, end));
  if (type === 'tEXt') {
    return [keyword, decode('latin1', data.subarray(end + 1))];
  } else if (type === 'iTXt' && data[end + 1] === 0) {
    const language = data.indexOf(0, end + 3); // after the flag and the method of compression
    const translated = data.indexOf(0, language + 1);
    return [keyword, decode('utf-8', data.subarray(translated + 1))];
  }
  return undefined;
}

const decode = (encoding, bytes) => new TextDecoder(encoding).decode(bytes);
