import { createHash } from 'node:crypto';
import type { Attempt } from './attempts.ts';
import { idOf, numberOf } from './circumstances.ts';
import { quote, when } from './giving.ts';
import { between, isNobody, type Today, type Viewer, type YoungPerson } from './model.ts';
import type { Rows } from './record-rows.ts';
import { staffIds, type World } from './world.ts';

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
/** Their own thing of a kind: the same id with another beginning. */
const thingOf = (kind: string, person: string) => person.replace(/^./, kind);

/** Whether someone has chosen how they are told, and what became of the code that they asked for. */
const hasChosen = (person: string) => numberOf(person) % 3 !== 0;
const asks = ['open', 'used', 'past its end', 'tried too often', 'not sent yet'] as const;
const askOf = (person: string) => asks[numberOf(person) % asks.length]!;
/** Asks whose code the worker may still write. */
export const openPlaceAsks = ({ viewers, selves }: World) => [...viewers, ...selves].filter(({ id }) => !['used', 'past its end'].includes(askOf(id))).length;

interface Delivery {
  channel: 'email' | 'text' | 'push';
  place: 'here' | 'there';
  state: 'refused' | 'sent' | 'waiting';
  /** How many minutes ago. */
  ago: number;
}
/** What became of the notices to someone, on which channel they failed, and who has seen that, when. */
const stories: { deliveries: Delivery[]; failed: string[]; seen?: { by: number[]; ago: number } }[] = (() => {
  const gone = { channel: 'email', place: 'here', state: 'refused', ago: 50 } as const;
  const came = { ...gone, state: 'sent', ago: 40 } as const;
  return [
    { deliveries: [gone], failed: ['email'] },
    { deliveries: [gone, came], failed: [] },
    { deliveries: [gone, { ...came, place: 'there' }], failed: ['email'] },
    {
      deliveries: [
        { ...gone, channel: 'push' },
        { ...came, channel: 'push', place: 'there' },
      ],
      failed: [],
    },
    {
      deliveries: [
        { ...came, channel: 'text', ago: 60 },
        { ...gone, channel: 'text' },
      ],
      failed: ['text'],
    },
    { deliveries: [gone, { ...gone, channel: 'text' }], failed: ['email', 'text'], seen: { by: [0, 3], ago: 30 } },
    { deliveries: [gone], failed: ['email'], seen: { by: [0, 3], ago: 70 } },
    { deliveries: [gone, { ...came, state: 'waiting' }], failed: ['email'] },
    { deliveries: [gone, { ...came, channel: 'text' }], failed: ['email'] },
  ];
})();
const storyOf = (person: string) => stories[numberOf(person) % stories.length]!;

/** True where other people use the device of someone, as they said. */
export const isShared = (person: string) => numberOf(person) % 4 === 3;
/** The secret from which the keys of all devices are made, in hex. */
export const deviceSecret = '5e'.repeat(32);

/** How each person is told, what was sent to them and failed. */
export function tellingRowsOf(world: World): Rows[] {
  const everyone = [...world.viewers, ...world.selves].map(({ id }) => id);
  const sent = everyone.flatMap((person, n) =>
    storyOf(person).deliveries.map((one, i) => ({ id: `00000000-0000-7000-9000-${String(n * 10 + i).padStart(12, '0')}`, person, ...one })),
  );
  return [
    [
      'notice_choices',
      everyone
        .filter(hasChosen)
        .map((person) => ({ person_id: person, by_email: true, by_text: true, by_push: false, email: 'old@example.org', mobile: '07700 900100' })),
    ],
    [
      'notice_asks',
      everyone.map((person) => {
        const state = askOf(person);
        return {
          id: thingOf('c', person),
          person_id: person,
          channel: 'email',
          place: 'new@example.org',
          asked_at: ago(10),
          expires_at: ago(state === 'past its end' ? 1 : -60),
          code_hash: state === 'not sent yet' ? null : '\\x01',
          code_tries: state === 'tried too often' ? 5 : 0,
          used_at: state === 'used' ? ago(1) : null,
        };
      }),
    ],
    [
      'push_subscriptions',
      everyone.map((person) => ({
        id: thingOf('d', person),
        person_id: person,
        endpoint: endpointOf(person),
        p256dh: 'x',
        auth: 'x',
        device: 'x',
        made_at: ago(60),
      })),
    ],
    [
      'notices',
      sent.map(({ id, person }) => ({
        id,
        person_id: person,
        kind: 'message',
        about: id,
        made_at: ago(60),
        hour_from: ago(60),
        waits: false,
        tell_at: ago(60),
        told_by: id,
      })),
    ],
    [
      'notice_deliveries',
      sent.map(({ id, person, channel, place, state, ago: minutes }) => ({
        id,
        notice_id: id,
        person_id: person,
        says: 'message',
        channel,
        place,
        state,
        state_at: ago(minutes),
      })),
    ],
    [
      'failures_seen',
      everyone.flatMap((person) => {
        const { seen, failed } = storyOf(person);
        return (seen?.by ?? []).map((n) => ({ staff_id: staffIds[n], person_id: person, channel: failed[0], seen_at: ago(seen!.ago) }));
      }),
    ],
  ];
}
const endpointOf = (person: string) => `https://push.example.org/${person}`;

/** Those around whom a viewer works for, and the channels on which notices to them failed, as far as this viewer has not seen it. */
function failuresFor(viewer: Viewer, young: YoungPerson[], today: Today): string[] {
  const around = young
    .filter((about) => between(viewer, about, today).works)
    .flatMap(({ places }) => places.filter(({ from, to }) => from <= 0 && (to === null || to >= 0)).map(({ person }) => person));
  return [...new Set(around)].flatMap((person) => {
    const { failed, seen } = storyOf(person);
    const hasSeen = seen !== undefined && seen.ago < 50 && seen.by.includes(staffIds.indexOf(viewer.id));
    // They have seen the first of them.
    return failed.slice(hasSeen ? 1 : 0).map((channel) => `${person} ${channel}`);
  });
}

/** What someone may know of how they themself are told, of their own device, and of what did not arrive. */
export function expectTelling(viewer: Viewer, young: YoungPerson[], today: Today): Record<string, string[]> {
  const me = viewer.id;
  const mine = (isThere: boolean, key = me) => (!isNobody(viewer) && isThere ? [key] : []);
  const sha = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
  const [secret, id] = [Buffer.from(deviceSecret, 'hex'), Buffer.from(me.replaceAll('-', ''), 'hex')];
  return {
    'notice choices': mine(hasChosen(me)),
    'push subscriptions': mine(true),
    'place asks': mine(['open', 'not sent yet'].includes(askOf(me)), thingOf('c', me)),
    'failed notices': failuresFor(viewer, young, today),
    'device keys': mine(!isShared(me), sha(secret, sha(secret, id)).toString('hex')),
    // Staff who came by an emailed link are nobody yet, and their session ends all the same.
    'time left': viewer.session.state === 'open' ? ['x'] : [],
  };
}

/** How these are asked of the database: by table, the SQL for their keys. */
export const tellingQueries: Record<string, string> = Object.fromEntries(
  Object.entries({
    'notice choices': 'select person_id::text as k from notice_choices',
    'push subscriptions': 'select person_id::text as k from push_subscriptions',
    'place asks': 'select id::text as k from my_place_ask()',
    'failed notices': `select person_id || ' ' || channel as k from failed_notices()`,
    'device keys': `select encode(my_device_key(), 'hex') as k`,
    'time left': `select 'x' as k where time_left() between 1 and 3600`,
  }).map(([table, keys]) => [
    table,
    `select '${table}' as what, 'all' as whose, string_agg(k, ',') as keys from (${keys}) keys where k is not null group by 2`,
  ]),
);

/** What changes in a table by a statement: what is someone's own there, what is of others, or both. */
export const changes = (statement: string, table: string, mine = 'person_id = current_person()') =>
  `matrix.changes($try$${statement}$try$, '${table}', $try$${mine}$try$)`;
const changesOwn = (statement: string, table: string, mine?: string) => `select from ${changes(statement, table, mine)} as changed where changed = 'mine'`;

/** Choosing how one is told, and turning it on and off; and putting away what failed. */
export function tellingOf(viewer: Viewer, young: YoungPerson[], today: Today): Attempt[] {
  const someone = !isNobody(viewer);
  const me = viewer.id;
  const mine = quote(me);
  // Whose code is open.
  const other = me === idOf('a', 5) ? idOf('a', 15) : idOf('a', 5);
  const otherOpen = quote(thingOf('c', other));
  // It is told no more when the session ends in which it was turned on.
  const onHere = 'person_id = current_person() and session_id = (select id from current_session())';
  const attempt = (what: string, statement: string, isAllowed = false): Attempt => ({ what, statement, expected: when(isAllowed) });
  const choose = (who: string) => `insert into notice_choices (person_id, by_text) values (${who}, false)`;
  const failed = failuresFor(viewer, young, today);
  const all = [...new Set(young.flatMap(({ places }) => places.map(({ person }) => person)))].flatMap((person) =>
    ['email', 'text'].map((channel) => `${person} ${channel}`),
  );
  const toPutAway = [...failed.slice(0, 2), ...all.filter((one) => !failed.includes(one)).slice(numberOf(me), numberOf(me) + (viewer.isStaff ? 3 : 1))];
  return [
    { what: 'choose how one is told', statement: choose(mine), expected: someone && hasChosen(me) ? 'there already' : when(someone) },
    attempt('choose how one is told, as someone else', choose(quote(other))),
    attempt('choose otherwise how one is told', `update notice_choices set by_text = false where person_id = ${mine}`, someone && hasChosen(me)),
    attempt('choose otherwise how one is told, as someone else', `update notice_choices set by_text = false where person_id <> ${mine}`),
    attempt(
      'turn a device on',
      changesOwn(`select add_push('https://push.example.org/new', 'x', 'x', 'x')`, 'push_subscriptions', onHere),
      someone && !isShared(me),
    ),
    // Who gives its secret has the browser in hand.
    attempt(
      'turn a device on that was that of another person',
      `select from ${changes(`select add_push('${endpointOf(other)}', 'x', 'x', 'x')`, 'push_subscriptions', onHere)} as changed where changed = 'mine and others'`,
      someone && !isShared(me),
    ),
    attempt('turn a device off', `delete from push_subscriptions where person_id = ${mine}`, someone),
    attempt('turn a device off that is of someone else', `delete from push_subscriptions where person_id <> ${mine}`),
    attempt('ask for a code', changesOwn(`select ask_for_place(uuidv7(), 'text', '07700 900199')`, 'notice_asks'), someone),
    {
      what: 'ask for a code by the form of another person',
      statement: changesOwn(`select ask_for_place(${otherOpen}, 'text', '07700 900199')`, 'notice_asks'),
      expected: someone ? 'there already' : 'no',
    },
    attempt('give up a code', changesOwn('select stop_place_ask()', 'notice_asks'), someone),
    attempt(
      'show that a place is theirs',
      changesOwn(`select confirm_place('${thingOf('c', me)}', '\\x01')`, 'notice_choices'),
      someone && askOf(me) === 'open',
    ),
    attempt(
      'show that a place is theirs, as nobody may: by a wrong code',
      `select from confirm_place('${thingOf('c', me)}', '\\x02') as is_right where is_right`,
    ),
    attempt('show that a place is theirs that is of someone else', `select from confirm_place(${otherOpen}, '\\x01') as is_right where is_right`),
    ...['email', 'text'].map((channel) =>
      attempt('forget a place', changesOwn(`select forget_place('${channel}')`, 'notice_choices'), someone && hasChosen(me)),
    ),
    ...toPutAway.map((one) => {
      const [person = '', channel = ''] = one.split(' ');
      const mark = `staff_id = current_person() and person_id = '${person}' and channel = '${channel}'`;
      return attempt('put a failure away', changesOwn(`select see_failed('${person}', '${channel}')`, 'failures_seen', mark), failed.includes(one));
    }),
  ];
}

/** What nobody may do with notices: say where they go without a code, see what was sent, or know a secret. */
export function toldByNobody(me: string): string[] {
  const mine = quote(me);
  return [
    ...['email', 'mobile'].flatMap((column) => [
      `update notice_choices set ${column} = 'x' where person_id = ${mine}`,
      `insert into notice_choices (person_id, ${column}) values (${mine}, 'x')`,
    ]),
    `update notice_choices set person_id = ${mine} where person_id <> ${mine}`,
    `delete from notice_choices where person_id = ${mine}`,
    // Without a condition the policy for reading is not asked: no more is touched than their own.
    ...[
      ['update notice_choices set by_push = true', 'notice_choices'],
      ['delete from push_subscriptions', 'push_subscriptions'],
    ].map(([all, table]) => `select from ${changes(all!, table!)} as changed where changed like '%others%'`),
    `insert into push_subscriptions (person_id, endpoint, p256dh, auth) values (${mine}, 'x', 'x', 'x')`,
    `update push_subscriptions set person_id = ${mine}`,
    ...['endpoint', 'p256dh', 'auth'].map((column) => `select ${column} from push_subscriptions`),
    ...['notice_asks', 'notices', 'notice_deliveries', 'failures_seen', 'device_secrets'].flatMap((table) => [`select from ${table}`, `delete from ${table}`]),
    `update notice_asks set code_hash = '\\x01' where person_id = ${mine}`,
    `insert into failures_seen (staff_id, person_id, channel) values (${mine}, ${mine}, 'email')`,
    `update device_secrets set secret = '\\x00'`,
  ];
}
