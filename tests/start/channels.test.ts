import { describe, expect, test } from 'vitest';
import { Problem } from '#problem.ts';
import { readNotify, readPush } from '#start/channels.ts';
import { readEnvironment } from '#start/environment.ts';

const id = '5f0c1c52-7b5e-4c0e-9a53-0d3a2a1f6f10';
const notify = { NOTIFY_KEY: `alongside-${id}-${id}`, NOTIFY_EMAIL_TEMPLATE: id };
const push = { VAPID_PUBLIC: 'B'.repeat(87), VAPID_PRIVATE: 'a'.repeat(43), VAPID_SUBJECT: 'mailto:team@example.org' };

test('a service without any of it sends emails only', () => {
  expect([readNotify({}), readPush({})]).toEqual([undefined, undefined]);
});

test('a service that sets everything gets what it set', () => {
  expect(readNotify({ ...notify, NOTIFY_TEXT_TEMPLATE: id, NOTIFY_URL: 'http://localhost:8080/' })).toEqual({
    key: notify.NOTIFY_KEY,
    url: 'http://localhost:8080',
    emailTemplate: id,
    textTemplate: id,
  });
  expect(readPush({ ...push, PUSH_HOSTS: 'push.example.org, Other.example.org:8443' })).toEqual({
    publicKey: push.VAPID_PUBLIC,
    privateKey: push.VAPID_PRIVATE,
    subject: push.VAPID_SUBJECT,
    hosts: ['push.example.org', 'other.example.org:8443'],
  });
  expect(readNotify(notify)?.url).toBe('https://api.notifications.service.gov.uk');
});

test('GOV.UK Notify with a template for emails stands in for a mail server, and without one does not', () => {
  const service = { DEMO: '0', DATABASE_URL: 'postgres://name:secret@db.example.org:5432/alongside' };
  expect(readEnvironment({ ...service, ...notify }).notify?.emailTemplate).toBe(id);
  const textsOnly = { NOTIFY_KEY: notify.NOTIFY_KEY, NOTIFY_TEXT_TEMPLATE: id };
  expect(() => readEnvironment({ ...service, ...textsOnly })).toThrow('Nobody can sign in without email.');
});

describe('a bad value is said in one line that does not repeat a secret', () => {
  test.each([
    [{ NOTIFY_KEY: notify.NOTIFY_KEY }, 'set by halves'],
    [{ NOTIFY_TEXT_TEMPLATE: id }, 'set by halves'],
    [{ ...notify, NOTIFY_KEY: 'canary' }, 'NOTIFY_KEY can not be read'],
    [{ ...notify, NOTIFY_TEXT_TEMPLATE: 'mine' }, 'NOTIFY_TEXT_TEMPLATE is "mine"'],
    [{ ...notify, NOTIFY_URL: 'http://notify.example.org' }, 'NOTIFY_URL is'],
    [{ VAPID_PUBLIC: push.VAPID_PUBLIC }, 'Set all of VAPID_PUBLIC'],
    [{ ...push, VAPID_PRIVATE: 'canary' }, 'can not be read'],
    [{ ...push, VAPID_SUBJECT: 'team' }, 'VAPID_SUBJECT is "team"'],
    [{ ...push, PUSH_HOSTS: 'https://push.example.org' }, 'PUSH_HOSTS has'],
  ])('%j', (variables, words) => {
    const read = () => [readNotify(variables), readPush(variables)];
    expect(read).toThrow(Problem);
    expect(read).toThrow(words);
    expect(read).not.toThrow('canary');
  });
});
