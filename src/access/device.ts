/** A device where someone is signed in. */
export interface SignedInDevice {
  id: string;
  /** As `deviceOf` calls it. */
  device: string;
  method: string;
  startedAt: Date;
  seenAt: Date;
  /** True for the device that asks. */
  isThis: boolean;
}

// In the order of asking: most browsers say that they are also the ones they came from.
const browsers: [RegExp, string][] = [
  [/EdgA?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'Chromebook'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
];

/** A device as its person knows it, from what the browser says of itself: "Firefox, Android". Empty where it says nothing known. */
export function deviceOf(userAgent: string | null): string {
  const known = (list: [RegExp, string][]) => list.find(([mark]) => mark.test(userAgent ?? ''))?.[1];
  return [known(browsers), known(systems)].filter(Boolean).join(', ');
}
