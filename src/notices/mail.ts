import nodemailer from 'nodemailer';
import { Refused, type Send } from './delivery.ts';

/** Mail by an SMTP server, as `smtps://name:password@mail.example.org`. `from` is who it is from. */
export function smtpMail(url: string, from: string): Send {
  const transport = nodemailer.createTransport(url, { from, disableFileAccess: true, disableUrlAccess: true });
  return async (to, { subject, text }) => {
    try {
      // Auto-Submitted keeps out-of-office answers from coming back (RFC 3834).
      await transport.sendMail({ to, subject, text, headers: { 'Auto-Submitted': 'auto-generated' } });
    } catch (error) {
      const { command, responseCode = 0 } = error as { command?: string; responseCode?: number };
      // For good: the server knows no such address, or takes nothing for it (RFC 5321, 4.2.1). What it says of our own login may be mended.
      if (responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA')) throw new Refused();
      throw error;
    }
    return undefined;
  };
}
