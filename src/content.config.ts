import { resolve } from 'node:path';
import { defineCollection } from 'astro:content';
import { z } from 'zod';
import type { Area } from '#areas/area.ts';
import { readAreas } from '#areas/areas.ts';
import type { Guide } from '#guides/guide.ts';
import { readGuides } from '#guides/guides.ts';

const content = resolve('content');

// The readers check each file; the collections only carry the result into the build.
const guides = defineCollection({
  loader: {
    name: 'guides',
    load: async ({ store }) => {
      store.clear();
      for (const [id, data] of readGuides(content)) store.set({ id, data: { ...data } });
    },
  },
  schema: z.custom<Guide>(),
});

const areas = defineCollection({
  loader: {
    name: 'areas',
    load: async ({ store }) => {
      store.clear();
      for (const [id, data] of readAreas(content)) store.set({ id, data: { ...data } });
    },
  },
  schema: z.custom<Area>(),
});

export const collections = { guides, areas };
