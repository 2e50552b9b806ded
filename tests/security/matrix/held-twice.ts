/** Mutants that change nothing that anyone could see, by the reason why: mostly rules that are held in two places. */
export const heldTwice: { reason: string; mutants: string[] }[] = [
  {
    reason: 'The trigger `stamped` asks the same: whoever did it is who is signed in.',
    mutants: [
      'decisions: staff write decisions down, freshly checked (with check) without and: made_by = ((SELECT current_person() AS current_person))',
      'freezes: staff freeze (with check) without and: frozen_by = ((SELECT current_person() AS current_person))',
      'recommendation_chases: who may see reviews and does not work here says what has not ha (with check) without and: raised_by = ((SELECT current_person() AS current_person))',
      'review_requests: who may see reviews and does not work here asks for another tim (with check) without and: asked_by = ((SELECT current_person() AS current_person))',
      'restrictions: staff set restrictions, freshly checked (with check) without and: set_by = ((SELECT current_person() AS current_person))',
      'grants: staff write down what was agreed, freshly checked (with check) without and: given_by = ((SELECT current_person() AS current_person))',
      'grants: staff take back at any time, and give freshly checked what was  (with check) without and: given_by = ((SELECT current_person() AS current_person))',
      'grants: young people share what is theirs (with check) without and: given_by = ((SELECT current_person() AS current_person))',
      'grants: who answers for a young person asks the key worker to share (with check) without and: asked_by = ((SELECT current_person() AS current_person))',
      'share_links: who may share a paper makes a link to it (with check) without and: made_by = ((SELECT current_person() AS current_person))',
      'share_links: who sees a link ends it (with check) without all of it',
    ],
  },
  {
    reason: 'The condition for reading the row to change is the same, and no viewer may move it to another young person.',
    mutants: [
      'plan_remarks: staff answer what the family says (with check) without all of it',
      'plan_remarks: staff answer what the family says (using) without and: young_person_id IN (SELECT my_charges() AS my_charges)',
    ],
  },
  {
    reason: 'The trigger stamped holds who wrote it; and what someone may see asks for the first day of their place too.',
    mutants: [
      'plan_remarks: the family says what it thinks of the plan (with check) without and: written_by = ((SELECT current_person() AS current_person))',
      'my_voice without and: c.from_day <= today()',
    ],
  },
  {
    reason: 'No viewer may write that column as a row is made.',
    mutants: [
      'decisions: staff write decisions down, freshly checked (with check) without and: confirmed_by IS NULL',
      'decisions: staff write decisions down, freshly checked (with check) without and: ended_by IS NULL',
      'freezes: staff freeze (with check) without and: thawed_by IS NULL',
      'restrictions: staff set restrictions, freshly checked (with check) without and: confirmed_by IS NULL',
      'restrictions: staff set restrictions, freshly checked (with check) without and: lift_asked_by IS NULL',
      'restrictions: staff set restrictions, freshly checked (with check) without and: lifted_by IS NULL',
    ],
  },
  {
    reason:
      'The policy for reading asks the same of each row that is named; a change that names none is refused by the trigger or found in ways-round.test.ts and share-links.test.ts.',
    mutants: [
      'break_glass: team leads look back at it (using) without and: c.young_person_id IN (SELECT my_charges() AS my_charges)',
      'circle_members: who answers for a young person sees those they agreed to (using) without and: g.agreed_by = ((SELECT current_person() AS current_person))',
      'freezes: staff end a freeze, freshly checked (using) without and: young_person_id IN (SELECT my_charges() AS my_charges)',
      'invitations: a second member of staff confirms, and staff withdraw, freshly  (using) without and: young_person_id IN (SELECT my_charges() AS my_charges)',
      'restrictions: a second member of staff confirms and lifts restrictions, fresh (using) without and: young_person_id IN (SELECT my_charges() AS my_charges)',
      'grants: who answers for a young person takes back what they agreed to (using) without and: agreed_by = ((SELECT current_person() AS current_person))',
      'share_links: who sees a link ends it (using) without and: i_know_link(young_person_id, made_by)',
      "views: young people write their own views anew (using) without and: young_person_id IN (SELECT allowed('my views'::text) AS allowed)",
      'views: young people write their own views anew (using) without and: author_id = ((SELECT current_person() AS current_person))',
      'views: people take away what they said themselves (using) without and: young_person_id IN (SELECT my_young_people() AS my_young_people)',
    ],
  },
  {
    reason: 'Another policy for the same change allows it, and what a change comes to is asked of all together.',
    mutants: [
      'grants: staff take back at any time, and give freshly checked what was  (with check) without or: taken_back_by = ((SELECT current_person() AS current_person))',
    ],
  },
  {
    reason: 'With whom my views are shared stands in the circle today; and who is a carer is asked besides.',
    mutants: [
      'i_help_at_meetings without and: circle_members.from_day <= today()',
      'i_help_at_meetings without and: circle_members.to_day IS NULL OR circle_members.to_day >= today()',
      'i_help_at_meetings without or: circle_members.to_day IS NULL',
      'i_help_at_meetings without or: circle_members.to_day >= today()',
    ],
  },
  { reason: 'Nothing can have been given on or after a day that is not here yet.', mutants: ['allowed_to without and: c.from_day <= today()'] },
  { reason: 'What nobody gave has no day on which it was given.', mutants: ['allowed_to without and: g.given_by IS NOT NULL'] },
  { reason: "A token is one person's.", mutants: ['is_fresh without and: sessions.person_id = current_person()'] },
  { reason: 'A transaction has its number for itself: its time only makes the search short.', mutants: ['readable without and: e.at >= now()'] },
  {
    reason: 'At 18 nobody else is the one who answers, so nobody asks who has parental responsibility.',
    mutants: ["with_parental_responsibility without and: stage_of(with_parental_responsibility.young_person) <> 'eighteen'::text"],
  },
  { reason: "What is one's own needs no opening, so it is never among what is noted.", mutants: ['open_record without and: a.a <> current_person()'] },
  {
    reason: 'Both arms of the policy ask for it again.',
    mutants: [
      'audit_entries: who answers for a young person sees who looked (using) without and: young_person_id IN (SELECT my_answers() AS my_answers)',
      'audit_entries: who answers for a young person sees who looked (using) without where: c.young_person_id IN (SELECT my_answers() AS my_answers)',
    ],
  },
  {
    reason: 'What may be changed, and what it may become, are the same; and whose draft it is, and where, no viewer may change.',
    mutants: [
      'drafts: people change their own drafts (using) without all of it',
      'drafts: people change their own drafts (using) without and: person_id = ((SELECT current_person() AS current_person))',
      'drafts: people change their own drafts (using) without and: thread_id IN (SELECT my_threads() AS my_threads)',
      'drafts: people change their own drafts (with check) without and: person_id = ((SELECT current_person() AS current_person))',
      'drafts: people change their own drafts (with check) without and: thread_id IN (SELECT my_threads() AS my_threads)',
    ],
  },
  { reason: 'Nothing was said before a moment that is none.', mutants: ['i_read_from without and: m.reads_from IS NOT NULL'] },
  {
    reason: 'Whose session has ended is nobody; it is asked again for the moment in which it ends elsewhere.',
    mutants: ['add_push without and: s.ended_at IS NULL', 'add_push without or: here IS NULL'],
  },
  {
    reason: 'The job that marks a message as arrived runs when its time has come.',
    mutants: ['take_back without and: arrived_at IS NULL'],
  },
  { reason: 'A code that was not made yet is like no other.', mutants: ['confirm_place without and: code_hash IS NOT NULL'] },
  {
    reason: 'Whoever has left is nobody who is signed in.',
    mutants: ['may_say_away without and: me.left_on IS NULL OR me.left_on > today()'],
  },
  {
    reason: 'What writes an absence down, and what changes with a circle, asks for one that is there and not over.',
    mutants: ['begin_cover without or: a.id IS NULL', 'begin_cover without or: a.last_day < today()'],
  },
  { reason: 'Which new id a conversation gets changes nothing.', mutants: ['start_thread without where: id = new_id'] },
  {
    reason: 'Staff know their colleagues by another policy.',
    mutants: ['people: people see who looked in an emergency (using) without or: id IN (SELECT break_glass.staff_id FROM break_glass)'],
  },
];

/** Mutants that change something, and that the fixed world does not show. They count as not found. */
export const notFound: { reason: string; mutants: string[] }[] = [
  {
    reason: 'No very same people are in conversations about two young people there.',
    mutants: ['start_thread without and: t.young_person_id = child'],
  },
  {
    reason: 'Whoever left a conversation there, or is in it for some days, is in none of which all others are asked for again; the drawn worlds have those.',
    mutants: ['start_thread without and: m.left_at IS NULL', 'start_thread without and: m.until_day IS NULL'],
  },
  {
    reason: 'Nobody there has begun a correction and begins another, nor takes one back; tests/journeys/conversation.test.ts and pictures.test.ts do.',
    mutants: [
      'drafts: people change their own drafts (with check) without all of it',
      'drafts: people change their own drafts (with check) without and: corrects_id IS NULL OR is_mine(corrects_id, thread_id)',
      'drafts: people change their own drafts (with check) without or: is_mine(corrects_id, thread_id)',
      'take_back without case: m.corrects_id IS NOT NULL',
      "take_back without case: m.words = ''",
    ],
  },
  { reason: 'No notice there is so old that its place was taken out.', mutants: ["failed_notices without and: d.place <> ''::text"] },
  {
    reason: 'One ask for a code is all that someone has there, and none is older than a day.',
    mutants: ['ask_for_place without or: person_id = who', "ask_for_place without or: expires_at < (now() - '1 day'::interval)"],
  },
  {
    reason: 'How someone is told is compared as a whole, and not each way by itself; tests/notices/channels.test.ts sends by each.',
    mutants: [
      'confirm_place without or: c.by_email',
      "confirm_place without or: a.channel = 'email'",
      'confirm_place without or: c.by_text',
      "confirm_place without or: a.channel = 'text'",
      'forget_place without and: notice_choices.by_text',
    ],
  },
  {
    reason: 'No absence there has begun and is changed, nor is a member of staff a young person; tests/circles/away.test.ts has those that began.',
    mutants: [
      'begin_cover without and: child <> a.cover_id',
      'end_cover without and: from_day > today()',
      'end_cover without and: to_day >= today()',
      'keep_absence without and: first IS DISTINCT FROM kept.first_day',
    ],
  },
  {
    reason: 'Nobody there stands in one circle at two times, so that only one of them would let them cover or lead.',
    mutants: [
      'covers_for without and: worker.to_day IS NULL OR worker.to_day >= today()',
      'covers_for without or: worker.to_day >= today()',
      'stands_there without and: circle_members.from_day <= stands_there.first',
      'step_in without and: c.to_day IS NULL OR c.to_day >= today()',
      'step_in without and: c.from_day <= today()',
      'waiting_in_team without and: c.from_day <= today()',
      'waiting_in_team without and: c.to_day IS NULL OR c.to_day >= today()',
      'works_for without and: circle_members.from_day <= works_for.last',
    ],
  },
  {
    reason: 'No message there was said within the hour and arrived.',
    mutants: ['has_changed without and: m.arrives_at > has_changed.since'],
  },
  {
    reason:
      'Nobody there reads a conversation in which the only news is that a question was passed on, or one with less news than another; the drawn worlds have those.',
    mutants: [
      'has_changed without or: EXISTS (SELECT FROM passes AS p WHERE p.thread_id = t.id AND p.passed_at > has_changed.since)',
      'has_changed without and: m.thread_id = t.id',
    ],
  },
  {
    reason: 'Nobody opens hard times without the plan there.',
    mutants: ['plan_remarks: staff and the young person read what was said about the plan (using) without or: is_hard_times(section)'],
  },
  {
    reason: 'The fixed world has no parent who answers for a child in whose audit someone of the circle, or in an emergency, stands.',
    mutants: [
      'audit_entries: who answers for a young person sees who looked (using) without or: (young_person_id, actor_id) IN (SELECT c.young_person_id, c.person_id FROM circle_members AS c WHERE c.young_person_id IN (SELECT my_answers() AS my_answers))',
      'audit_entries: who answers for a young person sees who looked (using) without or: (young_person_id, actor_id) IN (SELECT emergencies_at_home.young_person_id, emergencies_at_home.staff_id FROM emergencies_at_home() AS emergencies_at_home(young_person_id, staff_id))',
    ],
  },
  {
    reason: 'Nobody there answers for a child whose plan they see, nor works and looks at a child of their own in an emergency; share-links.test.ts has both.',
    mutants: [
      'could_share without and: NOT (young_person IN (SELECT caseload_of(person) AS caseload_of))',
      "could_share without case: 'parental responsibility'::text",
    ],
  },
  {
    reason: 'No one there asks in the name of another parent, and no parental responsibility begins later.',
    mutants: [
      'grants: who answers for a young person asks the key worker to share (with check) without and: agreed_by = ((SELECT current_person() AS current_person))',
      'with_parental_responsibility without and: circle_members.from_day <= today()',
    ],
  },
];
