import node from '@astrojs/node';
import react from '@astrojs/react';
import { defineConfig, memoryCache } from 'astro/config';
import { onDemand } from './src/start/on-demand.ts';
import { settingStylesheet } from './src/start/setting-styles.ts';

export default defineConfig({
  output: 'server',
  trailingSlash: 'never',
  adapter: node({ mode: 'standalone' }),
  // Islands are React components that run on Preact: package.json gives react the name @preact/compat.
  integrations: [react()],
  // Pages of a language are few and small; the settings make the copies.
  cache: { provider: memoryCache({ max: 2000, query: { include: [] } }) },
  cacheDir: './.astro',
  // The default joins words.
  compressHTML: true,
  markdown: { syntaxHighlight: false },
  build: { inlineStylesheets: 'always' },
  devToolbar: { enabled: false },
  // The front door checks the origin of every write, so that one place does.
  security: {
    checkOrigin: false,
    csp: {
      directives: ["default-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "object-src 'none'", "img-src 'self' data:"],
    },
  },
  vite: {
    plugins: [settingStylesheet(), onDemand('settings', 'read-aloud', 'ruler', 'keep-words', 'board', 'push', 'waiting')],
    ssr: { external: ['pg', 'graphile-worker'] },
  },
});
