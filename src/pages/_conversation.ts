import { actions } from 'astro:actions';
import type { APIContext } from 'astro';
import { readForm, readShown, type Form } from '#access/form.ts';
import type { Asked } from '#access/arrive.ts';
import { findDeviceKey } from '#access/devices.ts';
import { isId } from '#access/id.ts';
import type { Viewer } from '#access/viewer.ts';
import { see } from '#access/viewers.ts';
import { tilesSaying } from '#board/board.ts';
import type { Promised } from '#messages/promised.ts';
import { isDanger } from '#messages/dangers.ts';
import type { Draft } from '#messages/draft.ts';
import { findDraft, keepDraft } from '#messages/drafts.ts';
import type { Message, Part, ThreadPage } from '#messages/message.ts';
import { findOwnWords, markRead } from '#messages/messages.ts';
import { findPromise } from '#messages/promises.ts';
import { findThread, listWriters, searchThread } from '#messages/threads.ts';

/** What a page of a conversation shows, to family and to staff. */
export interface Conversation {
  thread: ThreadPage;
  form: Form;
  draft: Draft | undefined;
  promise: Promised | undefined;
  correcting: Message | undefined;
  sentBefore: string | undefined;
  unseenBy: string[];
  found: { words: string; messages: Message[] } | undefined;
  isSent: boolean;
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
    // A form that came back is kept too: whoever closes the page now finds their words again.
    const { id: form_ = '', words } = form.values;
    const isBack = words !== undefined && isId(form_) && form.errors.words !== 'messageChanged';
    if (isBack && words.trim()) await keepDraft(db, { id: form_, thread: id, words });
    const correct = searchParams.get('correct') ?? form.values.corrects;
    const correcting = isId(correct) ? (await findThread(db, id, { at: 'around', message: correct }))?.messages.find((one) => one.id === correct) : undefined;
    const draft = await findDraft(db, id);
    const isSent = searchParams.has('sent') && Object.keys(form.errors).length === 0;
    const sent = thread.messages.findLast(({ authorId }) => authorId === viewer.id);
    return {
      thread,
      form,
      draft,
      promise: await findPromise(db, id, now),
      correcting: correcting?.authorId === viewer.id ? correcting : undefined,
      sentBefore: form.errors.words === 'messageChanged' && isId(form_) ? await findOwnWords(db, form_) : undefined,
      unseenBy: viewer.job ? (await listWriters(db, thread.youngPerson.id)).filter((one) => !thread.readers.includes(one.id)).map(({ name }) => name) : [],
      found: find === undefined ? undefined : { words: find, messages: await searchThread(db, id, find, tilesSaying(find, astro.locals.t)) },
      unsentKey: await findDeviceKey(db),
      isSent,
      isDanger: isDanger(words ?? draft?.words ?? '') || Boolean(isSent && sent?.isRaised),
    };
  });
}

function partOf(params: URLSearchParams): Part {
  for (const at of ['before', 'after', 'around'] as const) {
    const message = params.get(at);
    if (message && isId(message)) return { at, message };
  }
  return { at: params.has('oldest') ? 'oldest' : 'newest' };
}
