// What waits in this browser until there is internet, in the order in which it was written. It is encrypted with a key that comes
// with the page and is never kept here, so that once someone has signed out nobody can read it.

/** A form that waits: where it goes, and its fields. `key` is its place in the order. */
export interface Waiting {
  key: number;
  action: string;
  fields: [string, string][];
}

const name = 'unsent';
/** How long something waits at most, in milliseconds: 14 days. */
const longest = 14 * 24 * 60 * 60 * 1000;

/** True where this browser can keep something so that nobody else reads it. */
export const canKeep = typeof indexedDB !== 'undefined' && globalThis.crypto?.subtle !== undefined;

/** Makes the key for what is kept from what the page was given. */
export function readKey(given: string): Promise<CryptoKey> {
  return crypto.subtle.importKey(
    'raw',
    Uint8Array.from(atob(given), (letter) => letter.charCodeAt(0)),
    'AES-GCM',
    false,
    ['encrypt', 'decrypt'],
  );
}

/** Keeps a form, after those that wait already. */
export async function keep(key: CryptoKey, form: Omit<Waiting, 'key'>): Promise<void> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(JSON.stringify(form)));
  await inStore((store) => store.add({ iv, sealed, at: Date.now() }));
}

interface Kept {
  key: number;
  iv: BufferSource;
  sealed: BufferSource;
  /** When it was kept, in milliseconds. */
  at: number;
}

/** Everything of theirs that waits, oldest first. What another person wrote here can not be read, and waits for them. */
export async function listWaiting(key: CryptoKey): Promise<Waiting[]> {
  const found: Waiting[] = [];
  for (const { key: place, iv, sealed, at } of await listKept()) {
    if (Date.now() - at > longest) await forget(place);
    else {
      const open = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed).catch(() => undefined);
      if (open) found.push({ ...(JSON.parse(new TextDecoder().decode(open)) as Waiting), key: place });
    }
  }
  return found;
}

/** True where something waits, whoever wrote it. */
export async function isWaiting(): Promise<boolean> {
  return (await listKept()).length > 0;
}

function listKept(): Promise<Kept[]> {
  return inStore<Kept[]>((store) => store.getAll());
}

/** Forgets one that waited. */
export async function forget(key: number): Promise<void> {
  await inStore((store) => store.delete(key));
}

/** Forgets all that waits, whoever wrote it. */
export function forgetAll(): void {
  indexedDB.deleteDatabase(name);
}

async function inStore<T>(work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open(name, 1);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('forms', { keyPath: 'key', autoIncrement: true }));
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.addEventListener('success', () => resolve(opening.result));
    opening.addEventListener('error', () => reject(opening.error));
  });
  // Another window that throws it all away does not wait for this one.
  database.addEventListener('versionchange', () => database.close());
  try {
    const transaction = database.transaction('forms', 'readwrite');
    const request = work(transaction.objectStore('forms'));
    await new Promise<void>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve());
      transaction.addEventListener('abort', () => reject(transaction.error));
    });
    return request.result;
  } finally {
    database.close();
  }
}

// Whoever leaves a page quickly leaves nothing behind: page.ts hides the page first.
new MutationObserver(() => {
  if (document.body.hidden) forgetAll();
}).observe(document.body, { attributes: true, attributeFilter: ['hidden'] });
