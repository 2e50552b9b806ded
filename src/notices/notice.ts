import type { Translate } from '#language/translate.ts';

/** An email, before it has an address. */
export interface Notice {
  subject: string;
  text: string;
}

/** What someone is sent a way in for. */
export type WayInKind = 'invitation' | 'back in' | 'staff';

/** The email to sign in with. `link` is the whole address; `code` is as people read it. */
export function signInNotice(link: string, code: string, t: Translate): Notice {
  return paragraphs(t('email.signInSubject'), [
    t('email.hello'),
    `${t('email.signInLink')}\n${link}`,
    `${t('email.signInCode')}\n${code}`,
    t('email.signInOnce'),
    t('email.signInNotYou'),
    t('email.noReply'),
  ]);
}

/** The email to staff who ask for one: they sign in with a passkey, so it holds no way in. */
export function staffSignInNotice(link: string, t: Translate): Notice {
  return paragraphs(t('email.signInSubject'), [t('email.hello'), `${t('email.staffPasskey')}\n${link}`, t('email.staffLost'), t('email.noReply')]);
}

/** The email with a way in: to come in by invitation, to get back in, or for new staff. It names nobody. */
export function wayInNotice(kind: WayInKind, link: string, t: Translate): Notice {
  const text = { invitation: t('email.invited'), 'back in': t('email.backIn'), staff: t('email.staffInvited') }[kind];
  return paragraphs(t('email.wayInSubject'), [t('email.hello'), `${text}\n${link}`, t('email.wayInOnce'), t('email.wayInNotYou'), t('email.noReply')]);
}

/** The email that says that something changed in how someone signs in, so that they can stop it if it was not them. */
export function safetyNotice(kind: 'security' | 'back in', link: string, t: Translate): Notice {
  const text = kind === 'security' ? t('email.newWay') : t('email.helpedBack');
  return paragraphs(t('email.safetySubject'), [t('email.hello'), text, `${t('email.notYouStop')}\n${link}`, t('email.noReply')]);
}

/**
 * The email that says there is something to read. It holds no name, no service and nothing about health: others may
 * look over a shoulder or share the inbox.
 */
export function newsNotice(link: string, t: Translate): Notice {
  return paragraphs(t('email.noticeSubject'), [t('email.hello'), `${t('email.noticeText')}\n${link}`, t('email.noReply')]);
}

function paragraphs(subject: string, each: string[]): Notice {
  return { subject, text: each.join('\n\n') };
}
