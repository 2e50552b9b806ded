import { actions } from 'astro:actions';
import { randomUUID } from 'node:crypto';
import type { APIContext } from 'astro';
import type { Asked } from '#access/arrive.ts';
import { readForm } from '#access/form.ts';
import type { Viewer } from '#access/viewer.ts';
import { see } from '#access/viewers.ts';
import { boardPageOf, knownTiles } from '#board/board.ts';
import { parseScan } from '#board/scan.ts';
import { namesInWords } from '#language/list.ts';
import { findDraft } from '#messages/drafts.ts';
import { readersOf } from '#messages/promised.ts';
import { findPromise } from '#messages/promises.ts';
import { findThread, listUnseenBy } from '#messages/threads.ts';
import { scanCookie } from '#shared-page.ts';

/** What the board of a conversation shows, for families and staff alike. Undefined where the conversation is not the viewer's. */
export async function loadBoard(astro: Asked & Pick<APIContext, 'getActionResult'>, viewer: Viewer, id: string) {
  const { searchParams } = astro.url;
  const { language, now } = astro.locals;
  const found = await see(viewer, async (db) => {
    const thread = await findThread(db, id);
    if (!thread) return undefined;
    const [draft, promise] = [await findDraft(db, id, 'pictures'), await findPromise(db, id, now)];
    return { thread, draft, promise, unseenBy: viewer.job ? await listUnseenBy(db, thread) : [] };
  });
  if (!found) return undefined;
  const forms = [actions.board.pick, actions.board.undo, actions.board.clear, actions.board.send].map((action) => readForm(astro.getActionResult(action)));
  const errors = Object.assign({}, ...forms.map((form) => form.errors)) as Record<string, string>;
  const [error] = Object.values(errors);
  const show = (['look', 'clear'] as const).find((each) => each === searchParams.get('show'));
  const { thread, draft, promise, unseenBy } = found;
  return {
    youngPerson: thread.youngPerson,
    reading: { thread, viewerId: viewer.id, promise, unseenBy },
    /** They took a message back just now. */
    isBack: searchParams.has('back') && error === undefined,
    hasErrors: error !== undefined,
    composer: {
      thread: id,
      names: namesInWords(readersOf(thread, viewer.id, promise), language),
      tiles: knownTiles(draft?.pictures ?? []),
      formId: draft?.id ?? randomUUID(),
      page: boardPageOf(searchParams.get('page')),
      show,
      errors: { message: error },
      scan: parseScan(astro.cookies.get(scanCookie())?.value),
    },
  };
}
