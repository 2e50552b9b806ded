import { describe, expect, test } from 'vitest';
import { choicesHeader, shareWithEveryone } from '#shared-page.ts';

/** What becomes of a page that says it is for everyone, for 600 seconds. */
function share(path: string, method = 'GET'): { keptFor: number | undefined; isShared: boolean } {
  let keptFor: number | undefined;
  const response = { headers: new Headers() };
  const cache = { set: (given: { maxAge: number }) => (keptFor = given.maxAge) };
  const request = new Request(`http://localhost${path}`, { method });
  shareWithEveryone({ cache, request, response } as unknown as Parameters<typeof shareWithEveryone>[0], 600);
  return { keptFor, isShared: response.headers.get('vary') === choicesHeader };
}

test('a page that someone asks for by its plain address is kept for the next', () => {
  expect(share('/en/guides/key-workers')).toEqual({ keptFor: 600, isShared: true });
});

describe('is never kept for others', () => {
  test.each(['/en/guides/key-workers?q=someones-child', '/en/guides/key-workers?about=someones-child', '/en/guides?_action=areas.find'])(
    'what someone adds to an address: %s',
    (path) => {
      expect(share(path)).toEqual({ keptFor: undefined, isShared: true });
    },
  );

  test.each(['/en/guides/%6bey-workers', '/en/guides/%6Bey-workers', '/%65n/guides'])('another spelling of an address: %s', (path) => {
    expect(share(path).keptFor).toBeUndefined();
  });

  test('what a form brings back: it holds what they typed, so it is not even shared', () => {
    expect(share('/en/areas', 'POST')).toEqual({ keptFor: undefined, isShared: false });
  });
});
