import type { Way } from './person.ts';
import { pointerPerson } from './pointer.ts';

/** Someone whose browser runs no scripts. */
export const withoutScripts: Way = {
  name: 'without scripts',
  window: { javaScriptEnabled: false },
  meet: (page) => pointerPerson({ name: 'no-script', language: 'en', page }),
};
