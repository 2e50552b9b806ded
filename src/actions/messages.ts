import { formAction } from '#access/form-action.ts';
import { isDanger } from '#messages/dangers.ts';
import { NewDraft } from '#messages/draft.ts';
import { keepDraft } from '#messages/drafts.ts';
import { NewMessage, NewThread, Search, TakenBack } from '#messages/message.ts';
import { StepIn } from '#messages/inbox.ts';
import { postMessage, takeBack } from '#messages/messages.ts';
import { startThread } from '#messages/threads.ts';
import { stepIn } from '#messages/waiting.ts';
import { paths } from '#paths.ts';

/** What people write to one another. */
export const messages = {
  post: formAction(
    NewMessage,
    (db, message) => postMessage(db, message, isDanger(message.words), new Date()),
    ({ id, thread }, { job, language }) => `${job ? paths.deskThread(thread) : paths.thread(language, thread)}?sent#m-${id}`,
  ),
  keep: formAction(NewDraft, keepDraft, ({ thread, corrects }, { job, language }) =>
    job ? paths.deskDraft(thread, corrects) : paths.draft(language, thread, corrects),
  ),
  takeBack: formAction(TakenBack, takeBack, ({ thread, isPictures, corrects }, { job, language }) => {
    if (isPictures) return `${job ? paths.deskPictures(thread) : paths.pictures(language, thread)}?back#back`;
    return `${job ? paths.deskThread(thread) : paths.thread(language, thread)}?${corrects ? `correct=${corrects}&` : ''}back#write`;
  }),
  // What was looked for goes back with the page itself: it stands in no address.
  find: formAction(
    Search,
    async (_, search) => search,
    ({ find }) => ({ shown: { find } }),
  ),
  stepIn: formAction(
    StepIn,
    (db, form) => stepIn(db, form, new Date()),
    ({ thread }) => paths.deskThread(thread),
  ),
  start: formAction(NewThread, startThread, (thread) => paths.deskThread(thread)),
};
