import type { Plugin } from 'vite';

/**
 * Scripts that come only when someone asks for what they do: `/scripts/settings.js` is src/browser/settings.ts, and page.ts
 * loads it. Each has its address for good, so that the small script in every page need not know a name made by the build.
 */
export function onDemand(...names: string[]): Plugin {
  return {
    name: 'alongside-on-demand',
    applyToEnvironment: ({ name }) => name === 'client',
    buildStart() {
      // While someone works on the site, nothing is built: the middleware below finds the script.
      if (this.meta.watchMode || this.environment.mode !== 'build') return;
      for (const name of names) this.emitFile({ type: 'chunk', id: `/src/browser/${name}.ts`, fileName: `scripts/${name}.js` });
    },
    configureServer({ middlewares }) {
      middlewares.use((request, _, next) => {
        request.url = request.url?.replace(/^\/scripts\/([\w-]+)\.js$/, '/src/browser/$1.ts');
        next();
      });
    },
  };
}
