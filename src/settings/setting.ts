/** A reading setting. The first step is what everyone has until they choose. */
interface Setting {
  steps: readonly [string, ...string[]];
  /** The token of the styles that it sets, and the value of it at a step. Without one, styles answer its attribute themselves. */
  sets?: readonly [token: string, value: (step: string) => string];
  /** True where joined letters and Nastaliq (Arabic script) can not have it: then nobody is asked. */
  onlyLatin?: true;
}

const share = (step: string) => `${Number(step) / 100}`;
const em = (step: string) => `${Number(step) / 100}em`;
const faces: Record<string, string> = {
  atkinson: 'Atkinson Hyperlegible Next',
  lexend: 'Lexend',
  andika: 'Andika',
  opendyslexic: 'OpenDyslexic',
};

/**
 * The reading settings, in one table: the form, the cookie, the styles and the tests come from it. Steps, not sliders, so that
 * each combination can be tested. A setting is an attribute of `<html>` (`data-text="150"`). Steps above the first meet what
 * WCAG 2.2 asks for (1.4.4, 1.4.8, 1.4.12). The theme `device` follows what the device asks for.
 */
export const settings = {
  /** Size of text in per cent. */
  text: { steps: ['100', '112', '125', '150', '200', '300'], sets: ['--text', share] },
  /** Size of everything, with its spaces, pictures and buttons, in per cent. */
  layout: { steps: ['100', '125', '150', '200'], sets: ['--layout', share] },
  /** Line height in per cent of the text. */
  line: { steps: ['150', '175', '200', '250'], sets: ['--line-height', share], onlyLatin: true },
  /** Space between letters, between words and below a paragraph, in hundredths of the text's size. */
  letters: { steps: ['0', '6', '12', '18'], sets: ['--letters', share], onlyLatin: true },
  words: { steps: ['0', '8', '16', '32'], sets: ['--words', em], onlyLatin: true },
  paragraphs: { steps: ['150', '200', '300'], sets: ['--paragraphs', em] },
  /** The longest line, in letters. */
  length: { steps: ['65', '50', '40'], sets: ['--measure', (step) => `${step}ch`] },
  font: { steps: ['atkinson', 'lexend', 'andika', 'opendyslexic'], sets: ['--font', (step) => `'${faces[step]}'`], onlyLatin: true },
  theme: { steps: ['device', 'light', 'cream', 'blue', 'dark', 'yellow-on-black', 'white-on-black'] },
  /** Fewer colours, and nothing that stands out but what matters. */
  calm: { steps: ['off', 'on'] },
  pictures: { steps: ['big', 'small', 'off'] },
  /** How guides are read: in easy read or in longer words. The server answers it, not the styles. */
  reading: { steps: ['easy', 'standard'] },
  /** Two lines that show where someone reads. */
  ruler: { steps: ['off', 'on'] },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;
export type Settings = { [Name in SettingName]: (typeof settings)[Name]['steps'][number] };

export const settingNames = Object.keys(settings) as SettingName[];

/** A setting as the table has it, whichever it is. */
export function settingOf(name: SettingName): Setting {
  return settings[name];
}

/** What everyone has until they choose. */
export const defaultSettings = Object.fromEntries(settingNames.map((name) => [name, settings[name].steps[0]])) as Settings;

/** Several settings at once, for someone who does not want to choose each: what each changes, as settings are kept. */
export const presets = {
  calm: 'theme-cream_calm-on_line-175_pictures-small',
  bold: 'text-200_layout-125_theme-white-on-black',
  space: 'line-200_letters-6_words-16_paragraphs-200_length-50',
  fewerPictures: 'pictures-off',
};

/** The settings in the parts of their form, in order. */
export const sections = {
  size: ['text', 'layout'],
  space: ['line', 'letters', 'words', 'paragraphs', 'length'],
  letters: ['font'],
  colours: ['theme', 'calm'],
  pictures: ['pictures', 'reading'],
  help: ['ruler'],
} as const satisfies Record<string, readonly SettingName[]>;

/** The pairs of settings as they are kept, `text-150_theme-cream`: names and steps, which may be none that exist. */
function readPairs(kept: string): Record<string, string> {
  const chosen: Record<string, string> = {};
  for (const pair of kept.split('_')) {
    const [name = '', ...step] = pair.split('-');
    chosen[name] = step.join('-');
  }
  return chosen;
}

/** Reads settings as they are kept, over `before`. What is not a step counts as not chosen. */
export function parseSettings(kept: string | undefined, before: Settings = defaultSettings): Settings {
  return chooseSettings(readPairs(kept ?? ''), before);
}

/** Takes the steps out of what someone chose, by name. What is missing or not a step stays as it was before. */
export function chooseSettings(chosen: Record<string, unknown>, before: Settings = defaultSettings): Settings {
  const entries = settingNames.map((name) => {
    const steps: readonly string[] = settings[name].steps;
    const step = Object.hasOwn(chosen, name) ? String(chosen[name]) : '';
    return [name, steps.includes(step) ? step : before[name]];
  });
  return Object.fromEntries(entries) as Settings;
}

/** Settings as they are kept: only what differs from what everyone has, in one order, so that equal ones look equal. */
export function formatSettings(chosen: Settings): string {
  return changedSettings(chosen)
    .map((name) => `${name}-${chosen[name]}`)
    .join('_');
}

/** The names of the settings that are not as everyone has them. */
export function changedSettings(chosen: Settings): SettingName[] {
  return settingNames.filter((name) => chosen[name] !== defaultSettings[name]);
}

/** The attributes of `<html>` for these settings. */
export function settingAttributes(chosen: Settings): Record<string, string> {
  return Object.fromEntries(changedSettings(chosen).map((name) => [`data-${name}`, chosen[name]]));
}
