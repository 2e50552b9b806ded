import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';
import { startPost, type Post } from '#tests/support/post.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';
import { visitor } from '#tests/support/visitor.ts';

let database: TestDatabase;
let server: TestServer;
let post: Post;

beforeAll(async () => {
  post = await startPost();
  database = await makeDatabase();
  // A service like any other, but for its made-up people.
  await database.owner.deleteFrom('demo').execute();
  server = await startServer({ DATABASE_URL: database.ownerUrl, SMTP_URL: post.url, MAIL_FROM: 'Alongside <no-reply@example.org>' });
});
afterAll(async () => {
  await server.stop();
  await post.stop();
  await database.close();
});

test('a real mail server gets the email to sign in with, also when it refused the first time, and nothing private is printed', async () => {
  post.refuseNext = true;
  const sam = visitor(server.origin);
  await sam.open('/en/sign-in');
  await sam.press('Send me an email', { email: 'Sam.Hartley@example.org' });
  const email = await post.emailTo('sam.hartley@example.org', '/sign-in/link/');
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
  const notice = await post.emailTo('priya.nair@example.org', 'something new');
  expect(notice.subject).toBe('There is something new for you to read');
  for (const { raw } of post.emails) expect(String(raw)).not.toMatch(/Canary|Maya|Hartley<|Nair|key worker|hospital/);
  expect(server.output()).not.toContain('Canary');
});
