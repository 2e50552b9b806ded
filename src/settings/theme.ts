/** Colours by meaning, as styles use them: `paper` is `var(--paper)`. Text on its ground keeps 7:1, the rest 3:1 (WCAG 2.2, 1.4.6 and 1.4.11). */
interface Theme {
  /** Which colours the browser has for its own parts. */
  scheme: 'light' | 'dark';
  colours: Record<Colour, string>;
}

const light = {
  paper: '#faf7f1',
  card: '#ffffff',
  ink: '#22303a',
  quiet: '#3d4a54',
  line: '#6b7780',
  sea: '#0b4f55',
  'on-sea': '#ffffff',
  help: '#0b4f55',
  'on-help': '#ffffff',
  'help-edge': 'transparent',
  // The edge of a card, which says nothing by itself.
  edge: '#b9c3c6',
  next: '#e4eef9',
  who: '#e3f0ee',
  do: '#fdeadc',
  whose: '#eeeaf8',
  halo: '#ffd95c',
  // Pictures are drawn in dark lines, so they stand on a light tile in every theme.
  tile: '#ffffff',
};
type Colour = keyof typeof light;

const dark = {
  paper: '#1a2329',
  card: '#222d34',
  ink: '#f3efe7',
  quiet: '#d8dbd9',
  line: '#95a3ab',
  sea: '#9adbd8',
  'on-sea': '#0f2427',
  help: '#12393b',
  'on-help': '#f3efe7',
  'help-edge': 'transparent',
  edge: '#4d5c65',
  next: '#20354a',
  who: '#1c3a39',
  do: '#43332a',
  whose: '#352f52',
  halo: '#ffd95c',
  tile: '#f3efe7',
};

/** Two colours alone: one for all words and lines, one for all grounds. */
function twoColours(words: string, ground: string, halo = '#ffd95c'): Record<Colour, string> {
  const inWords = ['ink', 'quiet', 'line', 'sea', 'on-help', 'help-edge', 'edge'];
  const all = Object.keys(light).map((name) => [name, inWords.includes(name) ? words : ground]);
  return { ...(Object.fromEntries(all) as Record<Colour, string>), halo, tile: '#ffffff' };
}

/** Every theme that has colours of its own. `contrast` comes by itself, to a light device that asks for more contrast. */
export const themes = {
  light: { scheme: 'light', colours: light },
  cream: {
    scheme: 'light',
    colours: { ...light, paper: '#fff4d9', card: '#fffaf0', next: '#f3ecd9', who: '#eef0d8', do: '#fde6cf', whose: '#f3e6e6' },
  },
  blue: {
    scheme: 'light',
    colours: { ...light, paper: '#e3effa', card: '#f6faff', next: '#d5e6f7', who: '#d6ecea', do: '#f5e8e0', whose: '#e3e2f7' },
  },
  dark: { scheme: 'dark', colours: dark },
  'yellow-on-black': { scheme: 'dark', colours: twoColours('#ffff00', '#000000') },
  'white-on-black': { scheme: 'dark', colours: twoColours('#ffffff', '#000000') },
  contrast: { scheme: 'light', colours: twoColours('#000000', '#ffffff') },
} as const satisfies Record<string, Theme>;
