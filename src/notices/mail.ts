import nodemailer from 'nodemailer';
import type { Notice } from './notice.ts';

/** Sends a notice to an address. Throws where the mail server does not take it; it is then tried again later. */
export type Mail = (to: string, notice: Notice) => Promise<void>;

/** Mail by an SMTP server, as `smtps://name:password@mail.example.org`. `from` is who it is from. */
export function smtpMail(url: string, from: string): Mail {
  const transport = nodemailer.createTransport(url, { from, disableFileAccess: true, disableUrlAccess: true });
  return async (to, { subject, text }) => {
    // Auto-Submitted keeps out-of-office answers from coming back (RFC 3834).
    await transport.sendMail({ to, subject, text, headers: { 'Auto-Submitted': 'auto-generated' } });
  };
}
