import { formAction, openFormAction } from '#access/form-action.ts';
import { see } from '#access/viewers.ts';
import type { Viewer } from '#access/viewer.ts';
import { ClearedBoard, PickedTile, SentBoard, UndoneTile, type BoardPage } from '#board/board.ts';
import { ChosenScan, formatScan, parseScan } from '#board/scan.ts';
import { showDanger } from '#messages/dangers.ts';
import { clearPictures, pickPicture, postPictures, undoPicture } from '#messages/picture-messages.ts';
import { localPath, paths } from '#paths.ts';
import { isSharedDevice } from '#settings/settings.ts';
import { keepChoice, scanCookie } from '#shared-page.ts';

/** A message in pictures, tile by tile. */
export const board = {
  pick: formAction(PickedTile, pickPicture, boardAddress),
  undo: formAction(UndoneTile, undoPicture, boardAddress),
  clear: formAction(ClearedBoard, clearPictures, boardAddress),
  send: formAction(
    SentBoard,
    (db, sent) => postPictures(db, sent, showDanger, new Date()),
    ({ id, thread }, { job, language }) => `${job ? paths.deskThread(thread) : paths.thread(language, thread)}?sent#m-${id}`,
  ),
  scan: openFormAction(ChosenScan, async ({ speed, say, from }, { cookies, locals: { language, viewer } }) => {
    const isShared = viewer ? await see(viewer, isSharedDevice) : true;
    keepChoice(cookies, scanCookie(), formatScan({ ...parseScan(speed), isSaid: say === 'on' }), isShared ? 'while open' : undefined);
    return localPath(from) ?? paths.family(language);
  }),
};

function boardAddress({ thread, page }: { thread: string; page: BoardPage }, { job, language }: Viewer): string {
  return `${job ? paths.deskPictures(thread, page) : paths.pictures(language, thread, page)}#message`;
}
