import type { Page } from 'playwright-core';
import { languages } from '#language/languages.ts';
import { defaultSettings, settingAttributes, settingNames, settings, type SettingName, type Settings } from '#settings/setting.ts';

/** How a page looks to someone: what they chose, how big their screen is, and what their browser does to pages. */
export interface Look {
  theme: string;
  /** As `320x256`, in CSS px. */
  viewport: string;
  mode: string;
}

const lastOf = (name: SettingName): string => settings[name].steps.at(-1) ?? '';
/** The settings that are sizes: their steps are numbers. */
const sizes = settingNames.filter((name) => settings[name].steps.every((step) => /^\d+$/.test(step)));
/** The settings that the server answers with other words. All others are attributes that the styles answer. */
export const answeredByServer: readonly string[] = ['reading'];
/** The settings that can be changed on a page that is open. */
export const liveSettings = settingNames.filter((name) => !answeredByServer.includes(name));

/** Everything as big as it gets. */
export const biggest: Partial<Record<SettingName, string>> = Object.fromEntries(sizes.map((name) => [name, lastOf(name)]));

/** All values of each part of a look, and the languages. */
export const factors = {
  theme: settings.theme.steps,
  language: languages.map(({ code }) => code),
  viewport: ['320x256', '375x667', '1280x800'],
  mode: ['as it comes', 'everything biggest', 'spaced out', 'forced colours'],
} as const;

/** How a page looks before anyone chose anything, on a desk. */
export const plainLook: Look = { theme: settings.theme.steps[0], viewport: '1280x800', mode: 'as it comes' };

// WCAG 2.2, 1.4.12, as someone's own styles. Urdu joins its letters and has higher lines than that already, so there only the gap counts.
const spacing = `
  :root:not(:lang(ur)) * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }`;

/**
 * Shows an open page with these settings, as the server would have written them. What is not named is as everyone has it.
 * `styles` are someone's own, which come on top.
 */
export async function choose(page: Page, chosen: Partial<Record<SettingName, string>>, styles = ''): Promise<void> {
  const attributes = settingAttributes({ ...defaultSettings, ...chosen } as Settings);
  const live = liveSettings.map((name): [string, string | undefined] => [`data-${name}`, attributes[`data-${name}`]]);
  await page.evaluate(
    async ([pairs, text, font]) => {
      for (const [name, step] of pairs) document.documentElement.toggleAttribute(name, step !== undefined);
      for (const [name, step] of pairs) if (step !== undefined) document.documentElement.setAttribute(name, step);
      const own = globalThis as unknown as { someonesOwn?: CSSStyleSheet };
      own.someonesOwn ??= new CSSStyleSheet();
      own.someonesOwn.replaceSync(text);
      if (!document.adoptedStyleSheets.includes(own.someonesOwn)) document.adoptedStyleSheets.push(own.someonesOwn);
      if (!font || document.querySelector(`link[href="${font}"]`)) return;
      const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: font });
      await new Promise((resolve) => {
        link.addEventListener('load', resolve, { once: true });
        document.head.append(link);
      });
      document.body.getBoundingClientRect();
      await document.fonts.ready;
    },
    [live, styles, chosen.font && chosen.font !== defaultSettings.font ? `/fonts/${chosen.font}.css` : ''] as const,
  );
}

// Whether the colours of a page are forced; the browser does not say.
const colours = new WeakMap<Page, 'active' | 'none'>();

/** Shows an open page like this. */
export async function showAs(page: Page, { theme, viewport, mode }: Look): Promise<void> {
  const [width = 0, height = 0] = viewport.split('x').map(Number);
  // To change what is so already takes time too.
  if (page.viewportSize()?.width !== width || page.viewportSize()?.height !== height) await page.setViewportSize({ width, height });
  const forcedColors = mode === 'forced colours' ? 'active' : 'none';
  if ((colours.get(page) ?? 'none') !== forcedColors) await page.emulateMedia({ forcedColors });
  colours.set(page, forcedColors);
  await choose(page, { theme, ...(mode === 'everything biggest' ? biggest : {}) }, mode === 'spaced out' ? spacing : '');
}

/** A look in words. */
export function lookInWords({ theme, viewport, mode }: Look): string {
  return `${theme}, ${viewport}, ${mode}`;
}
