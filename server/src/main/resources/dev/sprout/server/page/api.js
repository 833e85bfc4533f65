// Requests to this server: their answers, events and refusals.

/** What the server says when it refuses a request. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

const TOKEN = 'sprout-token';

/** Remembers the server's token until the tab is closed. */
export function useToken(token) {
  sessionStorage.setItem(TOKEN, token);
}

async function send(path, options = {}) {
  const token = sessionStorage.getItem(TOKEN);
  const headers = { ...options.headers, ...(token && { Authorization: `Bearer ${token}` }) };
  const answer = await fetch(path, { ...options, headers });
  if (!answer.ok) {
    const body = await answer.json().catch(() => null);
    throw new Refusal(answer.status, body?.error?.message ?? `The server answered ${answer.status}.`);
  }
  return answer;
}

export const get = async (path) => (await send(path)).json();

export const remove = (path) => send(path, { method: 'DELETE' });

export async function post(path, body, signal) {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await send(path, { method: 'POST', headers, body: JSON.stringify(body), signal });
  return answer.json();
}

/** Events of a GET, or of the POST of a form: objects with a name and data. */
export async function* events(path, form, signal) {
  const answer = await send(path, form ? { method: 'POST', body: form, signal } : { signal });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const blocks = (text + part.value).split('\n\n');
    text = blocks.pop();
    yield* blocks.map(parse).filter((event) => event.data);
  }
}

function parse(block) {
  const event = {};
  for (const line of block.split('\n')) {
    const colon = line.indexOf(': ');
    event[line.slice(0, colon)] = line.slice(colon + 2);
  }
  return { name: event.event, data: event.data && JSON.parse(event.data) };
}
