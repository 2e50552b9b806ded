import { z } from 'zod';

/** The most characters of a draft: more than fit into a message, so that nothing is lost while someone makes it shorter. */
const longestDraft = 20_000;

/** What someone has written so far. `id` is the form's own: the message that it becomes has it too. */
export const NewDraft = z.object({
  id: z.guid(),
  thread: z.guid(),
  /** The message of theirs that they correct. */
  corrects: z.guid().optional(),
  words: z.string().transform((words) => [...words].slice(0, longestDraft).join('')),
});
export type NewDraft = z.infer<typeof NewDraft>;

/** What is kept apart: words, pictures, and the correction of a message. */
export type DraftKind = 'words' | 'pictures' | 'correction';

/** What waits in someone's box: words, or the meanings of pictures. */
export interface Draft {
  id: string;
  /** The message of theirs that it corrects. */
  correctsId: string | null;
  words: string;
  pictures: string[];
  keptAt: Date;
}
