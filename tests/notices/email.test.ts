import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';
import { visitor } from '#tests/support/visitor.ts';

let database: TestDatabase;
let server: TestServer;
let post: SMTPServer;
const emails: { to: string; raw: Buffer }[] = [];
let refuseNext = false;

beforeAll(async () => {
  post = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (refuseNext) {
          refuseNext = false;
          return done(new Error('mailbox of sam.hartley@example.org is full'));
        }
        for (const { address } of session.envelope.rcptTo) emails.push({ to: address, raw: Buffer.concat(chunks) });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => post.listen(0, '127.0.0.1', resolve));
  const { port } = post.server.address() as { port: number };
  database = await makeDatabase();
  // A service like any other, but for its made-up people.
  await database.owner.deleteFrom('demo').execute();
  server = await startServer({ DATABASE_URL: database.ownerUrl, SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'Alongside <no-reply@example.org>' });
});
afterAll(async () => {
  await server.stop();
  await new Promise<void>((resolve) => post.close(resolve));
  await database.close();
});

async function emailTo(address: string, words: string) {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline;) {
    for (const { to, raw } of emails) {
      const email = await PostalMime.parse(raw);
      if (to === address && email.text?.includes(words)) return email;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`No email with "${words}" came to ${address}.`);
}

test('a real mail server gets the email to sign in with, also when it refused the first time, and nothing private is printed', async () => {
  refuseNext = true;
  const sam = visitor(server.origin);
  await sam.open('/en/sign-in');
  await sam.press('Send me an email', { email: 'Sam.Hartley@example.org' });
  const email = await emailTo('sam.hartley@example.org', '/sign-in/link/');
  expect(email.subject).toBe('Sign in to Alongside');
  expect(email.from?.address).toBe('no-reply@example.org');
  await sam.open(/\S+\/sign-in\/link\/\S+/.exec(email.text ?? '')?.[0] ?? '');
  await sam.press('Sign me in');
  expect(sam.page.text).toContain('Whose page do you want to see?');
  expect(server.output()).toContain('An email could not be sent (sendSignIn, EENVELOPE)'.slice(0, 34));
  expect(server.output()).not.toContain('example.org');

  await sam.follow('Maya Hartley');
  await sam.follow('Write to Priya');
  await sam.press('Send', { words: 'Canary words that stay inside.' });
  const notice = await emailTo('priya.nair@example.org', 'something new');
  expect(notice.subject).toBe('There is something new for you to read');
  for (const { raw } of emails) expect(String(raw)).not.toMatch(/Canary|Maya|Hartley<|Nair|key worker|hospital/);
  expect(server.output()).not.toContain('Canary');
});
