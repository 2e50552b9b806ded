import { z } from 'zod';
import { Secret } from '#access/sign-in.ts';
import { writtenIn } from '#language/written.ts';
import { papers, type Paper } from '#plans/paper.ts';
import { planSections } from '#plans/plan.ts';

/** How long a link may last, in days. */
export const linkDays = [1, 7, 31] as const;

function filled(missing: string) {
  return z.string(missing).trim().min(1, missing).max(120, 'nameLong');
}

/** A new link to a paper. `id` and `token` are the form's own, so that a double press is one link. */
export const NewLink = z.object({
  id: z.guid(),
  token: Secret,
  youngPerson: z.guid(),
  what: z.enum(papers, 'chooseOne'),
  forWhom: filled('linkForMissing'),
  /** Of the page on which it was written. */
  language: z.string().transform(writtenIn),
  days: z.enum(['1', '7', '31'], 'chooseOne').transform(Number),
});
export type NewLink = z.infer<typeof NewLink>;

/** A link that someone ends. */
export const EndedLink = z.object({ id: z.guid(), youngPerson: z.guid() });

/** Who opens a link, as they say. `id` is the form's own. */
export const LinkOpening = z.object({ id: z.guid(), token: Secret, name: filled('nameMissing') });
export type LinkOpening = z.infer<typeof LinkOpening>;

/** A link as those see it who may know of it. The secret is nowhere. */
export interface ShareLink {
  id: string;
  what: Paper;
  /** Who it is for, in the words of who made it, and the language of those words. */
  forWhom: string;
  language: string;
  madeByName: string | null;
  madeAt: Date;
  endsAt: Date;
  endedAt: Date | null;
  /** Newest first; `saidName` is who they said they are. */
  opens: { saidName: string; openedAt: Date }[];
}

/** Where a link stands at a moment: it works, its time is over, or someone ended it. */
export function stateOf({ endsAt, endedAt }: ShareLink, now: Date): 'works' | 'over' | 'ended' {
  if (endedAt) return 'ended';
  return endsAt <= now ? 'over' : 'works';
}

/** What a link shows: a paper, whose it is, and until when. */
export const SharedPaper = z.object({
  what: z.enum(papers),
  name: z.string(),
  endsAt: z.coerce.date(),
  sections: z.array(z.object({ section: z.enum(planSections), headline: z.string(), words: z.string(), language: z.string(), writtenAt: z.string() })),
});
export type SharedPaper = z.infer<typeof SharedPaper>;
