import { z } from 'zod';

/** How long the frame of one-switch use may stay at a place, in milliseconds. */
export const scanSteps = [750, 1000, 1500, 2000, 3000, 5000] as const;

/** How someone uses the board: how long the frame stays, in milliseconds, or `off`; and whether each word is said aloud. */
export interface Scan {
  speed: (typeof scanSteps)[number] | 'off';
  isSaid: boolean;
}

/** Reads the choice as its cookie keeps it, `1000-say`. What is not a step is off. */
export function parseScan(kept: string | undefined): Scan {
  const [speed, said] = kept?.split('-') ?? [];
  return { speed: scanSteps.find((step) => String(step) === speed) ?? 'off', isSaid: said === 'say' };
}

/** The choice as its cookie keeps it; empty where nothing differs from what everyone has. */
export function formatScan({ speed, isSaid }: Scan): string {
  if (speed === 'off' && !isSaid) return '';
  return isSaid ? `${speed}-say` : String(speed);
}

/** The form of that choice, and the page that it came from. */
export const ChosenScan = z.object({ speed: z.string(), say: z.string().optional(), from: z.string().optional() });
