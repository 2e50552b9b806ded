import { settingNames, settingOf, settings } from './setting.ts';
import { themes } from './theme.ts';

type Tokens = [name: string, value: string][];

/** The styles of all settings: each step and each theme sets its tokens, and what is not chosen follows the device. */
export function settingStyles(): string {
  // A choice of colours in the form shows itself in them, whatever colours the page has: each light theme begins as the light one.
  const light = settings.theme.steps.flatMap((step) => (step !== 'device' && themes[step].scheme === 'light' ? `[data-theme='${step}']` : []));
  const first = [rule([':root', ...light].join(', '), themeTokens('light')), rule(':root', firstSteps())];
  return [...first, ...otherThemes(), ...deviceThemes(), ...otherSteps()].join('\n');
}

function rule(selector: string, tokens: Tokens): string {
  return `${selector} { ${tokens.map(([name, value]) => `${name}: ${value};`).join(' ')} }`;
}

function themeTokens(name: keyof typeof themes): Tokens {
  const { scheme, colours } = themes[name];
  return [['color-scheme', scheme], ...Object.entries(colours).map(([colour, value]): [string, string] => [`--${colour}`, value])];
}

/** The tokens of a theme that another one does not have in the same colour: a page on a slow phone need not hear them twice. */
function onlyNew(name: keyof typeof themes, below: keyof typeof themes): Tokens {
  const known = new Map(themeTokens(below));
  return themeTokens(name).filter(([token, value]) => known.get(token) !== value);
}

function otherThemes(): string[] {
  const named = settings.theme.steps.filter((step) => step !== 'device' && step !== 'light');
  return named.map((name) => rule(`[data-theme='${name}']`, onlyNew(name, 'light')));
}

// A choice wins over the device. Forced colours win over all: there the browser leaves our colours out.
function deviceThemes(): string[] {
  const on = (query: string, tokens: Tokens) => `@media screen and ${query} { ${rule(':root:not([data-theme])', tokens)} }`;
  return [
    on('(prefers-color-scheme: dark)', onlyNew('dark', 'light')),
    on('(prefers-contrast: more)', onlyNew('contrast', 'light')),
    on('(prefers-contrast: more) and (prefers-color-scheme: dark)', themeTokens('white-on-black')),
  ];
}

function firstSteps(): Tokens {
  return settingNames.flatMap((name) => stepTokens(name, settings[name].steps[0]));
}

function otherSteps(): string[] {
  return settingNames.flatMap((name) => {
    const [, ...steps] = settings[name].steps;
    return steps.flatMap((step) => {
      const tokens = stepTokens(name, step);
      return tokens.length > 0 ? rule(`[data-${name}='${step}']`, tokens) : [];
    });
  });
}

function stepTokens(name: (typeof settingNames)[number], step: string): Tokens {
  const { sets } = settingOf(name);
  return sets ? [[sets[0], sets[1](step)]] : [];
}
