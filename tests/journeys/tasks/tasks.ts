import { paths } from '#paths.ts';
import { emailTo } from '#tests/support/families.ts';
import { invite, linkTo } from '#tests/support/invitations.ts';
import { awayFromHere, wordsOf, type Person } from '#tests/support/people/person.ts';
import { guideIn } from '#tests/support/public-pages.ts';
import type { DemoService } from '#tests/support/service.ts';
import { changeSettings } from './change-settings.ts';

/** Something that people come to do, from the first page to the end. */
export interface Task {
  name: string;
  /** Who does it, already signed in. */
  as?: string;
  steps(person: Person, demo: DemoService): Promise<void>;
}

async function signIn(person: Person, demo: DemoService): Promise<void> {
  const t = wordsOf(person);
  const address = 'nadia.khan@example.org';
  // Someone else's turn may have left an email.
  await demo.database.owner.deleteFrom('demoEmails').where('toAddress', '=', address).execute();
  await person.open(paths.home(person.language));
  await person.follow(t('home.family'));
  await person.type(t('signIn.email'), address);
  await person.press(t('signIn.send'));
  await person.sees(t('signIn.codeTitle'));
  const { body } = await emailTo(demo.origin, address, '/sign-in/link/');
  await person.type(t('signIn.code'), /^\d{4} \d{4}$/m.exec(body)?.[0] ?? '');
  await person.press(t('signIn.codeSend'));
  await person.sees(t('family.hello', { name: 'Nadia' }));
}

async function answerInvitation(person: Person, demo: DemoService): Promise<void> {
  const t = wordsOf(person);
  const address = `asha.${person.name}@example.org`;
  await invite(demo, 'Priya Nair', 'Leo Hartley', { relation: 'other family', name: 'Asha Rao', knownAs: 'Asha', address });
  const { pathname } = new URL(await linkTo(demo.origin, address));
  await person.open(pathname.replace('/en/', `/${person.language}/`));
  await person.press(t('invite.start'));
  await person.sees(t('invite.question'));
  await person.sees(t('invite.you.other family', { name: 'Leo' }));
  await person.press(t('invite.yes'));
  await person.sees(t('invite.joined'));
  await person.sees(t('invite.joinedNothing', { name: 'Leo' }));
}

async function leaveQuickly(person: Person): Promise<void> {
  const crisis = paths.guide(person.language, 'help-in-a-crisis');
  const ways = [() => person.follow(wordsOf(person)('site.leave')), person.hurryAway];
  for (const away of ways) {
    if (!away) continue;
    await person.open(crisis);
    await away();
    if (!person.page.url().startsWith(awayFromHere)) throw new Error(`They are still on ${person.page.url()}.`);
  }
}

// Nadia is the mother of Amir, who is in hospital. She starts where everyone starts.
async function fromFamilyArea(person: Person): Promise<void> {
  await person.open(paths.home(person.language));
  await person.follow(wordsOf(person)('home.family'));
}

/** The eleven tasks that everyone has to be able to do. */
export const tasks: Task[] = [
  {
    name: 'read a guide',
    steps: async (person) => {
      const t = wordsOf(person);
      const { title, headings } = guideIn(person.language, 'support-plan');
      await person.open(paths.home(person.language));
      await person.follow(t('home.guides'));
      await person.follow(title);
      for (const heading of [title, ...headings]) await person.sees(heading);
      await person.sees(t('guide.pdf'));
    },
  },
  { name: 'change settings', steps: changeSettings },
  {
    name: 'find my area',
    steps: async (person) => {
      const t = wordsOf(person);
      await person.open(paths.home(person.language));
      await person.follow(t('home.near'));
      await person.type(t('areas.place'), 'stafford');
      await person.press(t('areas.find'));
      await person.sees(t('areas.service', { area: 'Staffordshire and Stoke-on-Trent' }));
    },
  },
  { name: 'sign in', steps: signIn },
  {
    name: 'see the next review',
    as: 'Nadia Khan',
    steps: async (person) => {
      const t = wordsOf(person);
      await fromFamilyArea(person);
      await person.sees(t('family.next'));
      await person.sees(t('reviews.kind.cetr'));
      await person.sees('Willow ward, the family room');
    },
  },
  {
    name: 'read the plan',
    as: 'Nadia Khan',
    steps: async (person) => {
      const t = wordsOf(person);
      await fromFamilyArea(person);
      await person.follow(t('family.plan'));
      await person.sees(t('family.planOf', { name: 'Amir' }));
      await person.sees('I want to be home. I want to see my friends.');
      await person.sees(t('plan.goals'));
      await person.sees('I want to be home for my birthday.');
      await person.sees(t('plan.helps', { name: 'Tom' }));
    },
  },
  { name: 'answer if this is the right child', steps: answerInvitation },
  {
    name: 'send a message',
    as: 'Nadia Khan',
    steps: async (person) => {
      const t = wordsOf(person);
      await fromFamilyArea(person);
      await person.follow(t('people.write', { name: 'Tom' }));
      await person.type(t('messages.box'), 'Amir slept well.');
      await person.press(t('messages.send'));
      await person.sees(t('messages.sent', { names: 'Tom Okafor' }));
    },
  },
  {
    name: 'see who can see what',
    as: 'Nadia Khan',
    steps: async (person) => {
      const t = wordsOf(person);
      await fromFamilyArea(person);
      await person.follow(t('family.sharing'));
      await person.sees(t('sharing.title', { name: 'Amir' }));
      await person.sees(t('sharing.mine'));
      await person.sees(t('sharing.category.plan', { name: 'Amir' }));
      await person.sees(t('sharing.staff'));
      await person.sees('Tom Okafor');
    },
  },
  { name: 'leave this page quickly', steps: leaveQuickly },
  {
    name: 'say something with pictures',
    as: 'Amir Khan',
    steps: async (person) => {
      const t = wordsOf(person);
      await person.open(paths.home(person.language));
      await person.follow(t('home.family'));
      await person.follow(t('family.messages'));
      await person.follow(t('board.open'));
      for (const tile of ['I', 'want', 'more'] as const) await person.press(t(`tiles.${tile}`));
      await person.press(t('messages.send'));
      await person.sees(t('messages.sent', { names: 'Tom Okafor' }));
    },
  },
];
