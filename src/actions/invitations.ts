import { ActionError, type ActionAPIContext } from 'astro:actions';
import { z } from 'zod';
import { formAction, openFormAction } from '#access/form-action.ts';
import { findViewer } from '#access/viewers.ts';
import { CardSecrets } from '#invitations/card.ts';
import { NewInvitation } from '#invitations/invitation.ts';
import { answerQuestion, confirmInvitation, inviteSomeone, withdrawInvitation } from '#invitations/invitations.ts';
import { Answer, HelpBackIn, WayInLink } from '#invitations/way-in.ts';
import { helpBackIn, printCard, useCard, useWayIn } from '#invitations/ways-in.ts';
import { paths } from '#paths.ts';
import { deviceIn, enter } from './enter.ts';

const One = z.object({ id: z.guid() });

/** Coming in by invitation, and getting back in. */
export const invitations = {
  invite: formAction(NewInvitation, inviteSomeone, ({ youngPerson }) => paths.invitations(youngPerson, 'invited'), { fresh: true }),
  confirm: formAction(
    One,
    async (db, { id }) => here(await confirmInvitation(db, id)),
    (youngPerson) => paths.invitations(youngPerson, 'confirmed'),
  ),
  withdraw: formAction(
    One,
    async (db, { id }) => here(await withdrawInvitation(db, id)),
    (youngPerson) => paths.invitations(youngPerson, 'withdrawn'),
  ),
  print: formAction(
    One,
    async (db, { id }) => here(await printCard(db, id)),
    ({ number, words, token }) => ({ shown: { number: String(number), words, token } }),
    { fresh: true },
  ),
  help: formAction(
    HelpBackIn,
    (db, { here: isHere, ...rest }) => helpBackIn(db, { ...rest, isHere: isHere === 'yes' }),
    (way) => paths.backInStarted(way),
    { fresh: true },
  ),
  start: openFormAction(WayInLink, async ({ token, shared }, context) =>
    enterNew(context, await useWayIn(token, deviceIn(context, shared)), 'token', 'wayInWrong'),
  ),
  useCard: openFormAction(CardSecrets, async ({ shared, ...card }, context) =>
    enterNew(context, await useCard(card, deviceIn(context, shared)), 'words', 'cardWrong'),
  ),
  answer: formAction(Answer, answerQuestion, (youngPerson, { language }) =>
    youngPerson ? `${paths.family(language, youngPerson)}&done=joined` : paths.notRight(language),
  ),
};

function here<T>(found: T | undefined): T {
  if (found === undefined) throw new ActionError({ code: 'NOT_FOUND' });
  return found;
}

// Staff are nobody yet until they have a passkey.
async function enterNew(context: ActionAPIContext, token: string | undefined, field: string, word: string): Promise<string> {
  const to = await enter(context, token, field, word);
  return token && (await findViewer(token)) ? to : paths.addPasskey(context.locals.language);
}
