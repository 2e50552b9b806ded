import type { Translate } from '#language/translate.ts';

/** An email, before it has an address. */
export interface Notice {
  subject: string;
  text: string;
}

/** The email to sign in with. `link` is the whole address; `code` is as people read it. */
export function signInNotice(link: string, code: string, t: Translate): Notice {
  const paragraphs = [
    t('email.hello'),
    `${t('email.signInLink')}\n${link}`,
    `${t('email.signInCode')}\n${code}`,
    t('email.signInOnce'),
    t('email.signInNotYou'),
    t('email.noReply'),
  ];
  return { subject: t('email.signInSubject'), text: paragraphs.join('\n\n') };
}

/**
 * The email that says there is something to read. It holds no name, no service and nothing about health: others may
 * look over a shoulder or share the inbox.
 */
export function newsNotice(link: string, t: Translate): Notice {
  return { subject: t('email.noticeSubject'), text: [t('email.hello'), `${t('email.noticeText')}\n${link}`, t('email.noReply')].join('\n\n') };
}
