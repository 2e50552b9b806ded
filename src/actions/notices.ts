import { ActionError } from 'astro:actions';
import { z } from 'zod';
import { deviceOf } from '#access/device.ts';
import { formAction, openFormAction } from '#access/form-action.ts';
import type { Viewer } from '#access/viewer.ts';
import { see } from '#access/viewers.ts';
import { channels, NewAddress, NewChoices, NewMobile, PlaceCode } from '#notices/choice.ts';
import { addPush, askForPlace, confirmPlace, forgetPlace, keepChoices, removePush, stopPlaceAsk } from '#notices/choices.ts';
import { seeFailed } from '#notices/deliveries.ts';
import { NewSubscription } from '#notices/push.ts';
import { paths } from '#paths.ts';
import { Mistake } from '#problem.ts';
import { isSharedDevice } from '#settings/settings.ts';
import { site } from '#site.ts';

const done =
  (word: string) =>
  (_: unknown, { language }: Viewer) =>
    paths.myNotices(language, word);

/** How someone is told that there is something new, and what staff see of notices that did not arrive. */
export const notices = {
  choose: formAction(NewChoices, keepChoices, done('kept')),
  address: formAction(NewAddress, (db, { id, address }) => askForPlace(db, id, 'email', address), done('asked')),
  mobile: formAction(
    NewMobile,
    (db, { id, mobile }) => {
      if (!site.notices.texts) throw new Mistake('mobile', 'formWrong');
      return askForPlace(db, id, 'text', mobile);
    },
    done('asked'),
  ),
  code: formAction(PlaceCode, confirmPlace, (isRight, { language }) => {
    if (!isRight) throw new Mistake('code', 'noticeCodeWrong');
    return paths.myNotices(language, 'confirmed');
  }),
  stop: formAction(z.object({}), stopPlaceAsk, done('stopped')),
  forget: formAction(z.object({ channel: z.enum(['email', 'text']) }), (db, { channel }) => forgetPlace(db, channel), done('forgotten')),
  pushOn: openFormAction(NewSubscription, async (subscription, { locals: { language, viewer }, request }) => {
    if (!viewer) throw new ActionError({ code: 'UNAUTHORIZED' });
    await see(viewer, async (db) => {
      if (await isSharedDevice(db)) throw new Mistake('push', 'pushNone');
      await addPush(db, subscription, deviceOf(request.headers.get('user-agent')), site.notices.pushHosts);
    });
    return paths.myNotices(language, 'pushOn');
  }),
  pushOff: formAction(z.object({ device: z.guid() }), (db, { device }) => removePush(db, device), done('pushOff')),
  seen: formAction(
    z.object({ person: z.guid(), channel: z.enum(channels) }),
    (db, { person, channel }) => seeFailed(db, person, channel),
    () => paths.deskNotices('seen'),
  ),
};
