import { ActionError } from 'astro:actions';
import { z } from 'zod';
import { openFormAction } from '#access/form-action.ts';
import { PasskeySignIn } from '#access/passkey.ts';
import { usePasskey } from '#access/passkeys.ts';
import { clearSession, readSession } from '#access/session.ts';
import { SignInAsk, SignInCode, SignInLink } from '#access/sign-in.ts';
import { askToSignIn, endSession, useDemoPerson, useSignInCode, useSignInLink } from '#access/sign-ins.ts';
import { see } from '#access/viewers.ts';
import { paths } from '#paths.ts';
import { site } from '#site.ts';
import { clearSettings, isSharedDevice } from '#settings/settings.ts';
import { areas } from './areas.ts';
import { board } from './board.ts';
import { care } from './care.ts';
import { calendar } from './calendar.ts';
import { circle } from './circle.ts';
import { deviceIn, enter } from './enter.ts';
import { hospital } from './hospital.ts';
import { invitations } from './invitations.ts';
import { links } from './links.ts';
import { logins } from './logins.ts';
import { me } from './me.ts';
import { messages } from './messages.ts';
import { myCetr } from './my-cetr.ts';
import { plans } from './plans.ts';
import { reviews } from './reviews.ts';
import { ratings } from './ratings.ts';
import { settings } from './settings.ts';

/** The one list of everything that anyone can change. */
export const server = {
  care,
  circle,
  signIn: {
    ask: openFormAction(SignInAsk, async ({ email }, { locals }) => paths.signInCode(locals.language, await askToSignIn(email))),
    useCode: openFormAction(SignInCode, async (code, context) =>
      enter(context, await useSignInCode(code, deviceIn(context, code.shared)), 'code', 'codeWrong'),
    ),
    useLink: openFormAction(SignInLink, async ({ token, shared }, context) =>
      enter(context, await useSignInLink(token, deviceIn(context, shared)), 'token', 'linkWrong'),
    ),
    usePasskey: openFormAction(PasskeySignIn, async ({ shared, ...form }, context) =>
      enter(context, await usePasskey(form, deviceIn(context, shared)), 'passkey', 'passkeyWrong'),
    ),
  },
  me,
  signOut: openFormAction(z.object({}), async (_, { cookies, locals }) => {
    const token = readSession(cookies);
    if (token && (await see({ token }, isSharedDevice))) clearSettings(cookies);
    if (token) await endSession(token);
    clearSession(cookies);
    locals.hasLeft = true;
    return paths.signedOut(locals.language);
  }),
  hospital,
  ratings,
  logins,
  areas,
  settings,
  myCetr,
  plans,
  reviews,
  messages,
  board,
  invitations,
  calendar,
  links,
  demo: {
    signInAs: openFormAction(z.object({ person: z.guid() }), async ({ person }, context) => {
      if (!site.isDemo) throw new ActionError({ code: 'NOT_FOUND' });
      return enter(context, await useDemoPerson(person, deviceIn(context)), 'person', 'formWrong');
    }),
  },
};
