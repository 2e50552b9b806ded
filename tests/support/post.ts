import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A real mail server on this machine, and what came to it. */
export interface Post {
  /** Its address, for SMTP_URL. */
  url: string;
  emails: { to: string; raw: Buffer }[];
  /** Set: the next email is refused, once. */
  refuseNext: boolean;
  /** Addresses that it takes nothing for, ever. */
  unknown: Set<string>;
  /** The email to an address with these words in it, as soon as it comes. */
  emailTo(address: string, words: string): Promise<Email>;
  stop(): Promise<void>;
}

/** Starts a mail server that takes every email. */
export async function startPost(): Promise<Post> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _, done) {
      if (!post.unknown.has(address)) return done();
      done(Object.assign(new Error(`there is no ${address} here`), { responseCode: 550 }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (post.refuseNext) {
          post.refuseNext = false;
          return done(new Error('mailbox of sam.hartley@example.org is full'));
        }
        for (const { address } of session.envelope.rcptTo) post.emails.push({ to: address, raw: Buffer.concat(chunks) });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  const post: Post = {
    url: `smtp://127.0.0.1:${port}`,
    emails: [],
    unknown: new Set(),
    refuseNext: false,
    emailTo: async (address, words) => {
      for (const deadline = Date.now() + 20_000; Date.now() < deadline;) {
        for (const { to, raw } of post.emails) {
          const email = await PostalMime.parse(raw);
          if (to === address && email.text?.includes(words)) return email;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`No email with "${words}" came to ${address}.`);
    },
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  };
  return post;
}
