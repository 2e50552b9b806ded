import { resolve } from 'node:path';
import { defineCollection } from 'astro:content';
import { z } from 'zod';
import type { Statement } from '#accessibility/statement.ts';
import type { Area } from '#areas/area.ts';
import type { ToldFact } from '#facts/facts.ts';
import type { Word } from '#glossary/glossary.ts';
import type { Guide } from '#guides/guide.ts';
import { dayOf } from '#language/dates.ts';
import { readContent } from './content.ts';

// Content is read and checked as a whole, so that a mistake anywhere stops the build. The collections only carry the result.
const read = () => readContent(resolve('content'), dayOf(new Date()));

function collect<Of extends object>(name: string, entries: () => Map<string, Of>) {
  return defineCollection({
    loader: {
      name,
      load: async ({ store }) => {
        store.clear();
        for (const [id, data] of entries()) store.set({ id, data: { ...data } as Record<string, unknown> });
      },
    },
    schema: z.custom<Of>(),
  });
}

export const collections = {
  facts: collect<ToldFact>('facts', () => read().facts),
  guides: collect<Guide>('guides', () => read().guides),
  words: collect<Word>('words', () => read().words),
  areas: collect<Area>('areas', () => read().areas),
  // One entry, so that pages get it as they get the rest.
  statement: collect<Statement>('statement', () => new Map([['statement', read().statement]])),
};
