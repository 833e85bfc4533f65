// The drawn pictures, which stay in this browser (IndexedDB) until they are deleted.
// A picture: { id, made (milliseconds), png (Blob), parameters (texts by name), order }.

const STORE = 'pictures';

let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('sprout', 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore(STORE, { keyPath: 'id', autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function within(mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode);
    const request = work(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** All pictures, the newest first. */
export const all = async () => (await within('readonly', (store) => store.getAll())).reverse();

/** Keeps a picture; returns it with its id. */
export async function keep(picture) {
  const id = await within('readwrite', (store) => store.add(picture));
  return { ...picture, id };
}

export const forget = (id) => within('readwrite', (store) => store.delete(id));
