import { z } from 'zod';

/** The form that keeps an area: its slug, or nothing to forget it; and where someone came from. */
export const ChosenArea = z.object({ area: z.string().max(100).default(''), from: z.string().optional() });

/** The form that looks for an area by a place or a postcode. */
export const AskedArea = z.object({ place: z.string().min(2, 'placeMissing').max(100, 'placeUnknown'), from: z.string().optional() });
