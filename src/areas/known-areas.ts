/** The slugs of the areas that this site was built with. */
export const knownAreas: ReadonlySet<string> = new Set(
  Object.keys(import.meta.glob('#content/areas/*.yaml')).map((file) => file.split('/').at(-1)?.replace('.yaml', '') ?? ''),
);
