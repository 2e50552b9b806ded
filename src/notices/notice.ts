import type { Translate } from '#language/translate.ts';

/** An email or a text, before it has an address. */
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
 * What a notice says, by its kind: one short sentence with no name, no service and nothing about health. Others may look
 * over a shoulder, or share the inbox.
 */
export function sentenceOf(says: string, t: Translate): string {
  switch (says) {
    case 'many':
      return t('notices.says.many');
    case 'review new':
      return t('notices.says.dateNew');
    case 'review changed':
      return t('notices.says.dateChanged');
    case 'to do':
    case 'confirm':
      return t('notices.says.toDo');
    case 'unread':
      return t('notices.says.unread');
    case 'passed on':
    case 'not answered':
      return t('notices.says.waits');
    case 'raised':
    case 'emergency':
      return t('notices.says.today');
    default:
      return t('notices.says.new');
  }
}

/** The email of a notice. `link` is where someone signs in, and never what it is about. */
export function newsNotice(says: string, link: string, t: Translate): Notice {
  const sentence = sentenceOf(says, t);
  return paragraphs(withoutStop(sentence), [t('email.hello'), sentence, `${t('notices.signIn')}\n${link}`, t('email.noReply')]);
}

/** The same as a text to a phone: short, since each 160 letters of English, or 70 of other letters, are a text of their own. */
export function newsText(says: string, link: string, t: Translate): Notice {
  const sentence = sentenceOf(says, t);
  return { subject: withoutStop(sentence), text: [sentence, link, t('notices.noAnswers')].join('\n') };
}

/** The code that shows that an address or a number is someone's own. It names nobody, and not what it is for. */
export function placeNotice(channel: 'email' | 'text', code: string, t: Translate): Notice {
  const said = `${t('notices.codeIs')}\n${code}`;
  if (channel === 'text') return { subject: t('notices.codeSubject'), text: `${said}\n${t('notices.noAnswers')}` };
  return paragraphs(t('notices.codeSubject'), [t('email.hello'), said, t('notices.codeNotYou'), t('email.noReply')]);
}

function withoutStop(sentence: string): string {
  return sentence.replace(/[.۔]$/u, '');
}

function paragraphs(subject: string, each: string[]): Notice {
  return { subject, text: each.join('\n\n') };
}
