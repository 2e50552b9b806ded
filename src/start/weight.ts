import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from '#language/languages.ts';
import { paths } from '#paths.ts';
import { buildWhenNeeded, root } from './build.ts';
import { serve, stopServing } from './listen.ts';
import { run } from './run.ts';
import { mostBytes, weigh, type Weight } from './weigh.ts';

const columns = ['first', 'all', 'font', 'script'] as const satisfies (keyof Weight)[];

/** `npm run weight`: what each guide weighs on a first visit, in each language, in bytes as they come over the wire. */
await run(async () => {
  buildWhenNeeded();
  const server = await serve(0, 'localhost');
  const origin = `http://localhost:${process.env.PORT}`;
  console.log(`${'guide'.padEnd(34)}${columns.map((name) => name.padStart(9)).join('')}`);
  const weights: Weight[] = [];
  for (const { code } of languages) {
    for (const slug of readdirSync(join(root, 'content', 'guides', code)).map((name) => name.replace('.md', ''))) {
      const weight = await weigh(origin, paths.guide(code, slug));
      weights.push(weight);
      console.log(`${`${code}/${slug}`.padEnd(34)}${columns.map((name) => String(weight[name]).padStart(9)).join('')}`);
    }
  }
  const most = columns.map((name) => String(Math.max(...weights.map((weight) => weight[name]))).padStart(9));
  console.log(`\n${'the most'.padEnd(34)}${most.join('')}`);
  console.log(
    `${'may be at most'.padEnd(34)}${String(mostBytes.first).padStart(9)}${String(mostBytes.all).padStart(9)}${''.padStart(9)}${String(mostBytes.script).padStart(9)}`,
  );
  console.log('first: HTML, CSS, pictures of the first screen. all: with every picture, the letters and the script. Urdu: without its letters.');
  await stopServing(server);
  return async () => undefined;
}, 'The pages were not weighed.');
