import { visitor, type Visitor } from './visitor.ts';

/** An email as the demo's inbox has it. */
export interface Email {
  toAddress: string;
  subject: string;
  body: string;
}

/** The newest email to an address of which `words` is a part, as soon as it is in the demo's inbox. */
export async function emailTo(origin: string, address: string, words = ''): Promise<Email> {
  for (const deadline = Date.now() + 15_000; Date.now() < deadline;) {
    const emails = (await (await fetch(`${origin}/demo/inbox.json`)).json()) as Email[];
    const email = emails.find(({ toAddress, body }) => toAddress === address && body.includes(words));
    if (email) return email;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`No email with "${words}" came to ${address}.`);
}

/** Asks for an email and gives its link and its code. */
export async function askForEmail(person: Visitor, origin: string, address: string): Promise<{ link: string; code: string }> {
  await person.open('/en/sign-in');
  await person.press('Send me an email', { email: address });
  const { body } = await emailTo(origin, address, '/sign-in/link/');
  return { link: /\S+\/sign-in\/link\/\S+/.exec(body)?.[0] ?? '', code: /^\d{4} \d{4}$/m.exec(body)?.[0] ?? '' };
}

/** Someone who signed in with the link of an email, on the first page after it. */
export async function signInByEmail(origin: string, address: string): Promise<Visitor> {
  const person = visitor(origin);
  const { link } = await askForEmail(person, origin, address);
  await person.open(link);
  await person.press('Sign me in');
  return person;
}

/** Someone who signed in with the button of the demo, on the first page after it. */
export async function signInAs(origin: string, name: string): Promise<Visitor> {
  const person = visitor(origin);
  await person.open('/demo');
  await person.press(`Sign in as ${name}`);
  return person;
}

/** Someone who is signed in already, with a check of a moment ago, on their first page. */
export async function enterAs(demo: { origin: string; database: { session(name: string): Promise<string> } }, name: string): Promise<Visitor> {
  const person = visitor(demo.origin);
  person.cookies.set('session', await demo.database.session(name));
  await person.open('/en/family');
  return person;
}
