import { actions } from 'astro:actions';
import type { APIContext } from 'astro';
import { readForm, readShown, tidyWords, type Form } from '#access/form.ts';
import type { Asked } from '#access/arrive.ts';
import { findDeviceKey } from '#access/devices.ts';
import { isId } from '#access/id.ts';
import type { Viewer } from '#access/viewer.ts';
import { see } from '#access/viewers.ts';
import { tilesSaying } from '#board/board.ts';
import type { Promised } from '#messages/promised.ts';
import { isDanger } from '#messages/dangers.ts';
import { NewDraft, type Draft } from '#messages/draft.ts';
import { findDraft, keepDraft } from '#messages/drafts.ts';
import type { Message, Part, ThreadPage } from '#messages/message.ts';
import { findOwnWords, markRead } from '#messages/messages.ts';
import { findPromise } from '#messages/promises.ts';
import { findThread, listUnseenBy, searchThread } from '#messages/threads.ts';

/** What a page of a conversation shows, to family and to staff. */
export interface Conversation {
  thread: ThreadPage;
  form: Form;
  draft: Draft | undefined;
  promise: Promised | undefined;
  correcting: Message | undefined;
  /** The message of theirs that they began to correct, and have not gone on with. */
  begun: string | undefined;
  /** The form has become a message already: what stands in it now is another one. */
  isUsed: boolean;
  sentBefore: string | undefined;
  unseenBy: string[];
  found: { words: string; messages: Message[] } | undefined;
  /** The message that they sent just now. */
  sentId: string | undefined;
  /** They took a message back just now. */
  isBack: boolean;
  /** What they write, or sent just now, sounds like danger. */
  isDanger: boolean;
  unsentKey: string | undefined;
}

/** Loads the conversation that an address names, and notes that the viewer has read what stands on the page. Undefined where it is not theirs. */
export async function loadConversation(
  astro: Asked & Pick<APIContext, 'getActionResult'>,
  viewer: Viewer,
  id: string | undefined,
): Promise<Conversation | undefined> {
  if (!isId(id)) return undefined;
  const { now } = astro.locals;
  const form = [actions.messages.post, actions.messages.takeBack, actions.messages.find]
    .map((action) => readForm(astro.getActionResult(action)))
    .find(({ errors }) => Object.keys(errors).length > 0) ?? { values: {}, errors: {} };
  const { find } = readShown(astro.getActionResult(actions.messages.find)) ?? {};
  const { searchParams } = astro.url;
  return see(viewer, async (db) => {
    const thread = await findThread(db, id, partOf(searchParams));
    if (!thread) return undefined;
    if (astro.request.method !== 'HEAD')
      await markRead(
        db,
        thread.messages.filter(({ authorId }) => authorId !== viewer.id).map((message) => message.id),
      );
    const { id: sentId, words } = form.values;
    const correct = searchParams.get('correct') ?? form.values.corrects;
    const correcting = isId(correct)
      ? (await findThread(db, id, { at: 'around', message: correct }))?.messages.find((one) => one.id === correct && one.authorId === viewer.id)
      : undefined;
    // A form that came back is kept too: whoever closes the page now finds their words again.
    const kept = NewDraft.safeParse({ id: sentId, thread: id, corrects: correcting?.id, words: tidyWords(words ?? '') });
    if (kept.success && kept.data.words && !isUsed(form)) await keepDraft(db, kept.data);
    const begun = await findDraft(db, id, 'correction');
    const draft = correcting ? (begun?.correctsId === correcting.id ? begun : undefined) : await findDraft(db, id);
    const hasDone = (what: string) => searchParams.has(what) && Object.keys(form.errors).length === 0;
    const sent = hasDone('sent') ? thread.messages.findLast(({ authorId }) => authorId === viewer.id) : undefined;
    return {
      thread,
      form,
      draft,
      promise: await findPromise(db, id, now),
      correcting,
      begun: correcting ? undefined : (begun?.correctsId ?? undefined),
      isUsed: isUsed(form),
      sentBefore: form.errors.words === 'messageChanged' && isId(sentId) ? await findOwnWords(db, sentId) : undefined,
      unseenBy: viewer.job ? await listUnseenBy(db, thread) : [],
      found: find === undefined ? undefined : { words: find, messages: await searchThread(db, id, find, tilesSaying(find, astro.locals.t)) },
      sentId: sent?.id,
      isBack: hasDone('back'),
      isDanger: isDanger(words ?? draft?.words ?? '') || sent?.isRaised === true,
      unsentKey: await findDeviceKey(db),
    };
  });
}

// Its id is that of a message: other words need another form.
function isUsed({ errors }: Form): boolean {
  return errors.words === 'messageChanged' || errors.words === 'takenBack';
}

function partOf(params: URLSearchParams): Part {
  for (const at of ['before', 'after', 'around'] as const) {
    const message = params.get(at);
    if (message && isId(message)) return { at, message };
  }
  return { at: params.has('oldest') ? 'oldest' : 'newest' };
}
