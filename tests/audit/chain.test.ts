import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findBreaks, hashAfter, lineOf, parseHeads, wordsOf, type Entry, type Head, type Link } from '#audit/chain.ts';

const children = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b'];

const entry = fc.record({
  at: fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }).map((at) => `${at.toISOString().slice(0, 23)}000`),
  transaction: fc.nat().map(String),
  actor: fc.option(fc.uuid()),
  act: fc.constantFrom('read', 'change'),
  what: fc.string({ unit: 'binary' }),
  row: fc.option(fc.uuid()),
  forStaff: fc.boolean(),
});

/** A true chain for each child, of these entries. */
function chain(parts: Omit<Entry, 'id' | 'youngPerson'>[][]): { links: Link[]; heads: Head[] } {
  let id = 0;
  const heads: Head[] = [];
  const links = parts.flatMap((list, child) => {
    let hash = '';
    const youngPerson = children[child] ?? '';
    const made = list.map((part, index): Link => {
      const whole = { ...part, id: String(++id), youngPerson };
      hash = hashAfter(hash, wordsOf(whole));
      return { youngPerson, place: index + 1, hash, entry: whole };
    });
    if (made.length > 0) heads.push({ youngPerson, place: made.length, hash });
    return made;
  });
  return { links, heads };
}

const chains = fc.tuple(fc.array(entry, { minLength: 2, maxLength: 8 }), fc.array(entry, { maxLength: 5 })).map(chain);
const faults = async (links: Link[], heads: Head[], noted: Head[] = []) => (await findBreaks(links, heads, noted)).breaks;

test('a true chain has no fault, also against heads that were noted at any time', async () => {
  await fc.assert(
    fc.asyncProperty(chains, async ({ links, heads }) => {
      const noted = links.map(({ youngPerson, place, hash }) => ({ youngPerson, place: place ?? 0, hash: hash ?? '' }));
      expect(await findBreaks(links, heads, noted)).toEqual({ entries: links.length, youngPeople: heads.length, breaks: [] });
    }),
  );
});

describe('found, whichever entry it is:', () => {
  const withPlace = chains.chain((made) => fc.tuple(fc.constant(made), fc.nat(made.links.length - 1)));

  test('any column of it that was changed', async () => {
    const change = fc.constantFrom<((old: Entry) => Entry)[]>(
      (old) => ({ ...old, id: `${old.id}0` }),
      (old) => ({ ...old, youngPerson: old.youngPerson.replace('7000', '7001') }),
      (old) => ({ ...old, at: `2025${old.at.slice(4)}` }),
      (old) => ({ ...old, transaction: `${old.transaction}1` }),
      (old) => ({ ...old, actor: old.actor ? null : 'someone' }),
      (old) => ({ ...old, act: old.act === 'read' ? 'change' : 'read' }),
      (old) => ({ ...old, what: `${old.what} ` }),
      (old) => ({ ...old, row: old.row ? null : 'something' }),
      (old) => ({ ...old, forStaff: !old.forStaff }),
    );
    await fc.assert(
      fc.asyncProperty(withPlace, change, async ([{ links, heads }, index], changed) => {
        const one = links[index]!;
        const spoilt = links.with(index, { ...one, entry: changed(one.entry!) });
        expect(await faults(spoilt, heads)).toEqual([{ youngPerson: one.youngPerson, place: one.place, fault: 'changed' }]);
      }),
    );
  });

  test('a hash or a place that was changed', async () => {
    await fc.assert(
      fc.asyncProperty(withPlace, async ([{ links, heads }, index]) => {
        const one = links[index]!;
        expect(await faults(links.with(index, { ...one, hash: hashAfter('', 'x') }), heads)).not.toEqual([]);
        for (const place of [0, -1, one.place! + 1, one.place! + 1000])
          expect(await faults(links.with(index, { ...one, place }), heads), String(place)).not.toEqual([]);
      }),
    );
  });

  test('an entry that is gone, its place that is gone, or both', async () => {
    await fc.assert(
      fc.asyncProperty(withPlace, async ([{ links, heads }, index]) => {
        const { youngPerson, place, entry: old } = links[index]!;
        expect(await faults(links.with(index, { ...links[index]!, entry: null }), heads)).toEqual([{ youngPerson, place, fault: 'missing' }]);
        const rest = links.toSpliced(index, 1);
        expect(await faults(rest, heads)).not.toEqual([]);
        expect(await faults([...rest, { youngPerson, place: null, hash: null, entry: old }], heads)).toContainEqual({
          youngPerson,
          place: null,
          fault: 'not chained',
        });
        // And where whoever took it closes the gap.
        const closed = rest.map((link) => (link.youngPerson === youngPerson && link.place! > place! ? { ...link, place: link.place! - 1 } : link));
        expect(await faults(closed, heads)).not.toEqual([]);
        const lower = heads.map((head) => (head.youngPerson === youngPerson ? { ...head, place: head.place - 1 } : head));
        const isLast = !links.some((link) => link.youngPerson === youngPerson && link.place! > place!);
        if (!isLast) expect(await faults(closed, lower)).not.toEqual([]);
      }),
    );
  });

  test('an entry that was put in', async () => {
    await fc.assert(
      fc.asyncProperty(withPlace, entry, async ([{ links, heads }, index], part) => {
        const { youngPerson, place } = links[index]!;
        const extra = { ...part, id: '999', youngPerson };
        const before = place === 1 ? '' : links[index - 1]!.hash!;
        const link = { youngPerson, place, hash: hashAfter(before, wordsOf(extra)), entry: extra };
        const moved = links.slice(index).map((later) => (later.youngPerson === youngPerson ? { ...later, place: later.place! + 1 } : later));
        expect(await faults([...links.slice(0, index), link, ...moved], heads)).not.toEqual([]);
        expect(await faults([...links, { ...link, place: null, hash: null }], heads)).toEqual([{ youngPerson, place: null, fault: 'not chained' }]);
      }),
    );
  });

  test('two that were swapped: their entries, or their places as a whole', async () => {
    const two = chains.chain((made) => {
      const last = made.heads[0]!.place - 1;
      return fc.tuple(fc.constant(made), fc.uniqueArray(fc.nat(last), { minLength: 2, maxLength: 2 }));
    });
    await fc.assert(
      fc.asyncProperty(two, async ([{ links, heads }, [first = 0, second = 0]]) => {
        const [a, b] = [links[first]!, links[second]!];
        const entries = links.with(first, { ...a, entry: b.entry }).with(second, { ...b, entry: a.entry });
        const found = await faults(entries, heads);
        expect(found.map(({ place, fault }) => [place, fault]).toSorted()).toEqual(
          [
            [a.place, 'out of order'],
            [b.place, 'out of order'],
          ].toSorted(),
        );
        const places = links.with(first, { ...b, place: a.place }).with(second, { ...a, place: b.place });
        expect((await faults(places, heads)).map(({ fault }) => fault)).toContain('out of order');
      }),
    );
  });

  test('a head that says something else, is gone, or stands alone', async () => {
    await fc.assert(
      fc.asyncProperty(chains, async ({ links, heads }) => {
        const [head] = heads;
        const fault = 'head does not fit';
        for (const other of [
          { ...head!, place: head!.place + 1 },
          { ...head!, hash: hashAfter('', 'x') },
        ])
          expect(await faults(links, [other, ...heads.slice(1)])).toMatchObject([{ fault }]);
        expect(await faults(links, heads.slice(1))).toMatchObject([{ fault }]);
        expect(await faults([], heads)).toMatchObject(heads.map(() => ({ fault })));
      }),
    );
  });

  test('a chain that was cut at its end or made anew, by the heads that were noted outside, and not without them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 2, maxLength: 6 }), fc.nat(5), async (parts, given) => {
        const whole = chain([parts]);
        const kept = given % parts.length;
        const cut = chain([parts.slice(0, kept)]);
        expect(await faults(cut.links, cut.heads)).toEqual([]);
        expect(await faults(cut.links, cut.heads, whole.heads)).toMatchObject([{ place: parts.length, fault: 'not what was noted outside' }]);
        const anew = chain([parts.map((part, index) => (index === kept ? { ...part, what: `${part.what}!` } : part))]);
        expect(await faults(anew.links, anew.heads)).toEqual([]);
        expect(await faults(anew.links, anew.heads, whole.heads)).toMatchObject([{ place: parts.length, fault: 'not what was noted outside' }]);
      }),
    );
  });
});

test('heads can be written to a file and read again; a line cut short is not a head', async () => {
  await fc.assert(
    fc.asyncProperty(chains, async ({ heads }) => {
      const text = heads.map((head) => `${lineOf(head)}\n`).join('');
      expect(parseHeads(text)).toEqual(heads);
      expect(parseHeads(text.slice(0, -2))).toBeUndefined();
    }),
  );
});
