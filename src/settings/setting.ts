/** A reading setting: its steps, of which the first is what everyone has until they choose. */
interface Setting {
  steps: readonly [string, ...string[]];
}

/**
 * The reading settings. Steps, not sliders, so that every combination can be tested. Each is an attribute of `<html>`
 * (`data-text="150"`), which styles/settings.css answers. `device` follows what the device asks for.
 */
export const settings = {
  /** Size of text in per cent. */
  text: { steps: ['100', '112', '125', '150', '200', '300'] },
  /** Line height in per cent of the text. */
  line: { steps: ['150', '175', '200', '250'] },
  /** Space between letters in hundredths of the text's size. */
  letters: { steps: ['0', '6', '12', '18'] },
  /** How guides are read: in easy read with pictures or without, or in longer words. The server answers it, not the styles. */
  reading: { steps: ['pictures', 'words', 'standard'] },
  theme: { steps: ['device', 'light', 'cream', 'blue', 'dark', 'yellow-on-black', 'white-on-black'] },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;
export type Settings = { [Name in SettingName]: (typeof settings)[Name]['steps'][number] };

export const settingNames = Object.keys(settings) as SettingName[];

/** What everyone has until they choose. */
export const defaultSettings = Object.fromEntries(settingNames.map((name) => [name, settings[name].steps[0]])) as Settings;

/** Reads settings as they are kept, `text-150_theme-cream`. What is not a step counts as not chosen. */
export function parseSettings(kept: string | undefined): Settings {
  const chosen: Record<string, string> = {};
  for (const pair of kept?.split('_') ?? []) {
    const [name = '', ...step] = pair.split('-');
    chosen[name] = step.join('-');
  }
  return chooseSettings(chosen);
}

/** Takes the steps out of what someone chose, by name. What is missing or not a step is as everyone has it. */
export function chooseSettings(chosen: Record<string, unknown>): Settings {
  const entries = settingNames.map((name) => {
    const steps: readonly string[] = settings[name].steps;
    const step = Object.hasOwn(chosen, name) ? String(chosen[name]) : '';
    return [name, steps.includes(step) ? step : steps[0]];
  });
  return Object.fromEntries(entries) as Settings;
}

/** Settings as they are kept: only what differs from what everyone has, in one order, so that equal ones look equal. */
export function formatSettings(chosen: Settings): string {
  const changed = settingNames.filter((name) => chosen[name] !== defaultSettings[name]);
  return changed.map((name) => `${name}-${chosen[name]}`).join('_');
}

/** The attributes of `<html>` for these settings. */
export function settingAttributes(chosen: Settings): Record<string, string> {
  const changed = settingNames.filter((name) => chosen[name] !== defaultSettings[name]);
  return Object.fromEntries(changed.map((name) => [`data-${name}`, chosen[name]]));
}
