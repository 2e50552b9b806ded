-- Who may see what. One principle: what opens ends by itself; what closes stays until people open it.

-- Places are a category of their own, so they stand apart from what they are the place of.
create table review_places (
  review_id uuid primary key references reviews,
  young_person_id uuid not null references young_people,
  place text not null
);
create table hospital_stays (
  young_person_id uuid primary key references young_people,
  ward text not null
);
insert into review_places select id, young_person_id, place from reviews;
insert into hospital_stays select person_id, hospital from young_people where hospital is not null;
alter table reviews drop column place;
alter table young_people drop column hospital;

-- What a young person says for a review, by the four questions of a C(E)TR.
create table views (
  young_person_id uuid not null references young_people,
  question text not null check (question in ('safe', 'care', 'future', 'hospital')),
  words text not null check (char_length(words) between 1 and 5000),
  written_at timestamptz not null default now(),
  primary key (young_person_id, question)
);

-- Papers: reports and letters, as words.
create table documents (
  id uuid primary key default uuidv7(),
  young_person_id uuid not null references young_people,
  title text not null,
  words text not null,
  dated_on date not null
);
create index on documents (young_person_id);

-- Who stands in the circle. Someone may come back: their old grants do not come back with them.
alter table circle_members drop constraint circle_members_pkey;
alter table circle_members add primary key (young_person_id, person_id, relation, from_day);
-- Taken out on the day they came in, someone stood in it for no day at all.
alter table circle_members drop constraint circle_members_check;
alter table circle_members add check (to_day >= from_day - 1);
alter table circle_members add check ((relation = 'young person') = (person_id = young_person_id));

/* What one person may see of one young person. Consent belongs to a stage of life: it ends at 16 and at 18 by itself,
   unless it was chosen again for the stage that comes. Sources: NHS consent guidance; Family Law Reform Act 1969 s.8;
   Gillick v West Norfolk [1986]; Mental Capacity Act 2005 s.1 to 5 (from 16). */
create table grants (
  id uuid primary key default uuidv7(),
  young_person_id uuid not null references young_people,
  person_id uuid not null references people check (person_id <> young_person_id),
  category text not null check (category in (
    'plan', 'hard times', 'reviews', 'my views', 'messages', 'contacts', 'rating', 'documents'
  )),
  stage text not null check (stage in ('child', 'sixteen', 'eighteen')),
  basis text not null check (basis in ('parental responsibility', 'young person', 'best interests')),
  -- Whose decision it is: the young person's, or of who has parental responsibility. None in best interests.
  agreed_by uuid references people,
  -- A parent who asks; it holds once the key worker gives it too.
  asked_by uuid references people,
  asked_at timestamptz,
  given_by uuid references people,
  given_at timestamptz,
  taken_back_by uuid references people,
  taken_back_at timestamptz,
  check ((agreed_by is null) = (basis = 'best interests')),
  check (asked_by is not null or given_by is not null)
);
create unique index one_grant on grants (young_person_id, person_id, category, stage) where taken_back_by is null;
create index on grants (person_id);

-- Gillick: someone under 16 can decide this. Capacity: someone from 16 can not, with reasons and by two staff.
create table decisions (
  id uuid primary key default uuidv7(),
  young_person_id uuid not null references young_people,
  kind text not null check (kind in ('gillick', 'capacity')),
  reasons text not null check (char_length(reasons) between 1 and 5000),
  look_again_on date not null,
  made_by uuid not null references staff,
  made_at timestamptz not null default now(),
  confirmed_by uuid references staff check (confirmed_by <> made_by),
  confirmed_at timestamptz,
  ended_by uuid references staff,
  ended_at timestamptz
);
create index on decisions (young_person_id);

-- A court order or someone's safety. It beats every grant, and does not end by itself: its day is a day to look again.
create table restrictions (
  id uuid primary key default uuidv7(),
  young_person_id uuid not null references young_people,
  person_id uuid not null references people check (person_id <> young_person_id),
  categories text[] not null check (cardinality(categories) > 0 and categories <@ array[
    'plan', 'hard times', 'reviews', 'my views', 'messages', 'contacts', 'rating', 'documents'
  ]),
  why text not null check (why in ('court order', 'safety')),
  reasons text not null check (char_length(reasons) between 1 and 5000),
  look_again_on date not null,
  set_by uuid not null references staff,
  set_at timestamptz not null default now(),
  confirmed_by uuid references staff check (confirmed_by <> set_by),
  confirmed_at timestamptz,
  lift_asked_by uuid references staff,
  lift_asked_at timestamptz,
  lifted_by uuid references staff check (lifted_by <> lift_asked_by),
  lifted_at timestamptz,
  check (lifted_by is null or lift_asked_by is not null)
);
create index on restrictions (young_person_id, person_id);

-- Everyone but staff is out, at once, until staff open it again.
create table freezes (
  id uuid primary key default uuidv7(),
  young_person_id uuid not null references young_people,
  reasons text not null check (char_length(reasons) between 1 and 5000),
  frozen_by uuid not null references staff,
  frozen_at timestamptz not null default now(),
  thawed_by uuid references staff,
  thawed_at timestamptz
);
create unique index one_freeze on freezes (young_person_id) where thawed_by is null;

-- A member of staff looks, in an emergency, at the record of someone whom they do not work for.
create table break_glass (
  id uuid primary key default uuidv7(),
  young_person_id uuid not null references young_people,
  staff_id uuid not null references staff,
  reasons text not null check (char_length(reasons) between 1 and 5000),
  opened_at timestamptz not null default now(),
  ends_at timestamptz not null default now() + interval '60 minutes',
  looked_by uuid references staff check (looked_by <> staff_id),
  looked_at timestamptz,
  finding text check (char_length(finding) between 1 and 5000)
);
create index on break_glass (staff_id);
create index on break_glass (young_person_id);

-- Someone who has left keeps their name beside what they wrote.
alter table staff add left_on date;
-- The last passkey check of a session: what opens much asks for one of the last 5 minutes.
alter table sessions add fresh_at timestamptz;

call secure(array['review_places', 'hospital_stays', 'views', 'documents', 'grants', 'decisions', 'restrictions', 'freezes', 'break_glass']);

-- In whole years. Someone born on 29 February is older from 1 March.
create function age_on(born date, day date) returns int language sql immutable
  return extract(year from day)::int - extract(year from born)::int - (to_char(day, 'MMDD') < to_char(born, 'MMDD'))::int;

create function stage_on(born date, day date) returns text language sql immutable
  return case when age_on(born, day) < 16 then 'child' when age_on(born, day) < 18 then 'sixteen' else 'eighteen' end;

create function stage_of(young_person uuid) returns text language sql stable security definer set search_path = public, pg_temp
  return (select stage_on(born_on, today()) from young_people where person_id = young_person);

-- The stage of today, and half a year before it begins the next one.
create function open_stages(young_person uuid) returns setof text language sql stable security definer set search_path = public, pg_temp
begin atomic
  select stage_on(born_on, today()) from young_people where person_id = young_person
  union
  select stage_on(born_on, (today() + interval '6 months')::date) from young_people where person_id = young_person;
end;

create function is_fresh() returns boolean language sql stable security definer set search_path = public, pg_temp
  return exists (
    select from sessions
    where token_hash = sha256(convert_to(current_setting('app.session', true), 'UTF8'))
      and person_id = current_person() and fresh_at > now() - interval '5 minutes'
  );

create function is_frozen(young_person uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  return exists (select from freezes where young_person_id = young_person and thawed_by is null);

create function is_restricted(young_person uuid, person uuid, category text) returns boolean
language sql stable security definer set search_path = public, pg_temp
  return exists (
    select from restrictions where young_person_id = young_person and person_id = person
      and confirmed_by is not null and lifted_by is null and category = any (categories)
  );

create function is_restricted_at_all(young_person uuid, person uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
  return exists (
    select from restrictions where young_person_id = young_person and person_id = person
      and confirmed_by is not null and lifted_by is null
  );

-- Whose decision sharing is, at a stage of a young person's life. A decision on capacity ends on its day by itself.
create function decider(young_person uuid, at_stage text) returns text language sql stable security definer set search_path = public, pg_temp
  return case
    when at_stage = 'child' and exists (
      select from decisions where young_person_id = young_person and kind = 'gillick' and ended_by is null
    ) then 'young person'
    when at_stage = 'child' then 'parental responsibility'
    when exists (
      select from decisions where young_person_id = young_person and kind = 'capacity'
        and confirmed_by is not null and ended_by is null and look_again_on >= today()
    ) then 'best interests'
    else 'young person'
  end;

-- The young people for whom someone stands in the circle as staff today. A restriction of any kind takes them out.
create function charges_of(person uuid) returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.young_person_id from circle_members c join staff s on s.person_id = c.person_id
  where c.person_id = person and c.relation in ('key worker', 'cover', 'team lead')
    and c.from_day <= today() and (c.to_day is null or c.to_day >= today())
    and (s.left_on is null or s.left_on > today())
    and not is_restricted_at_all(c.young_person_id, c.person_id);
end;

-- Those, and whoever's record they have open in an emergency.
create function caseload_of(person uuid) returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select charges_of(person)
  union
  select young_person_id from break_glass
  where staff_id = person and ends_at > now() and not is_restricted_at_all(young_person_id, staff_id);
end;

-- The young people in whose circle someone stands today, as family or staff. A freeze leaves only staff.
create function young_people_of(person uuid) returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select young_person_id from circle_members
  where person_id = person and relation not in ('key worker', 'cover', 'team lead')
    and from_day <= today() and (to_day is null or to_day >= today())
    and not is_frozen(young_person_id)
  union
  select caseload_of(person);
end;

/* The rule of the house. The young people of whom someone may see a category: themself; those they work for; and those
   who share it with them by a grant that holds today and that no restriction closes. */
create function allowed_to(person uuid, wanted text) returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select young_person_id from circle_members
  where person_id = person and relation = 'young person'
    and from_day <= today() and (to_day is null or to_day >= today())
    and not is_frozen(young_person_id)
  union
  select charges_of(person)
  union
  -- In an emergency someone is in no conversation, also where they once were.
  select caseload_of(person) where wanted <> 'messages'
  union
  select c.young_person_id from circle_members c
  join grants g on g.young_person_id = c.young_person_id and g.person_id = c.person_id
  where c.person_id = person
    and c.relation in ('parent or carer', 'other family', 'advocate', 'other professional')
    and c.from_day <= today() and (c.to_day is null or c.to_day >= today())
    and not is_frozen(c.young_person_id)
    and g.category = wanted
    and g.given_by is not null and g.taken_back_by is null
    and (g.given_at at time zone 'Europe/London')::date >= c.from_day
    and g.stage = stage_of(c.young_person_id)
    and (g.basis <> 'best interests' or decider(c.young_person_id, g.stage) = 'best interests')
    and not is_restricted(c.young_person_id, c.person_id, wanted);
end;

create function my_charges() returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select charges_of(current_person());
end;
create or replace function my_caseload() returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select caseload_of(current_person());
end;
create or replace function my_young_people() returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select young_people_of(current_person());
end;
create function allowed(wanted text) returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select allowed_to(current_person(), wanted);
end;

/* What the viewer may read now: what is allowed and, where it is someone else's, noted in the audit in this very
   transaction. So no page can read a record unseen, not even by mistake. */
create function readable(wanted text) returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select young_person from allowed(wanted) as young_person
  where young_person = current_person() or exists (
    select from audit_entries e
    where e.transaction = pg_current_xact_id_if_assigned() and e.at >= now()
      and e.actor_id = current_person() and e.act = 'read' and e.what = wanted and e.young_person_id = young_person
  );
end;

-- Opens categories of someone's record for this transaction, and notes it. With no young person: of everyone's.
create function open_record(young_person uuid, wanted text[]) returns void
language sql security definer set search_path = public, pg_temp
begin atomic
  insert into audit_entries (young_person_id, actor_id, act, what)
  select a, current_person(), 'read', w
  from unnest(wanted) as w cross join lateral allowed(w) as a
  where (young_person is null or a = young_person) and a <> current_person() and a not in (select readable(w))
  order by a, w;
end;

-- Whose review this is, where the viewer may see reviews: to open the record by.
create function review_about(review uuid) returns uuid language sql stable security definer set search_path = public, pg_temp
  return (select young_person_id from reviews where id = review and young_person_id in (select allowed('reviews')));

-- Who has parental responsibility today. It ends at 18, and a restriction takes away what it lets someone do here.
create function with_parental_responsibility(young_person uuid) returns setof uuid
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select person_id from circle_members
  where young_person_id = young_person and relation = 'parent or carer' and parental_responsibility
    and from_day <= today() and (to_day is null or to_day >= today())
    and stage_of(young_person) <> 'eighteen'
    and not is_restricted_at_all(young_person, person_id);
end;

-- True where a grant for someone in the circle, at a stage, is one that its basis allows.
create function may_give(young_person uuid, whom uuid, at_stage text, on_basis text, agreed uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
  return on_basis = decider(young_person, at_stage)
    and at_stage in (select open_stages(young_person))
    and exists (
      select from circle_members where young_person_id = young_person and person_id = whom
        and relation in ('parent or carer', 'other family', 'advocate', 'other professional')
        and from_day <= today() and (to_day is null or to_day >= today())
    )
    and case on_basis
      when 'young person' then agreed = young_person
      when 'parental responsibility' then agreed in (select with_parental_responsibility(young_person))
      else agreed is null
    end;

-- The young people who decide for themselves at a stage: at most the viewer.
create function i_decide(young_person uuid, at_stage text) returns boolean language sql stable security definer set search_path = public, pg_temp
  return young_person = current_person() and young_person in (select allowed('plan')) and decider(young_person, at_stage) = 'young person';

-- Only while the stage lasts: at 16 it is no longer theirs to see who else the child's record was shared with.
create function i_answer_for(young_person uuid, at_stage text) returns boolean language sql stable security definer set search_path = public, pg_temp
  return at_stage = stage_of(young_person)
    and current_person() in (select with_parental_responsibility(young_person))
    and young_person in (select my_young_people())
    and decider(young_person, at_stage) = 'parental responsibility';

create function i_answer_now(young_person uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  return i_answer_for(young_person, stage_of(young_person));

create function my_answers() returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select young_person from my_young_people() as young_person where i_answer_now(young_person);
end;

-- Who opened the page of the viewer, or of someone for whom they answer, in an emergency: that, families always learn.
create function emergencies_at_home() returns table (young_person_id uuid, staff_id uuid)
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select b.young_person_id, b.staff_id from break_glass b
  where b.young_person_id in (select my_answers())
    or (b.young_person_id = current_person() and b.young_person_id in (select my_young_people()));
end;

/* Each argument is an act, like "given": its column given_by can be set once, by the viewer and as the viewer, and given_at
   is then the database's now. The owner writes what it must. */
create function stamp() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  act text;
  was jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) else '{}' end;
  is_viewer boolean := current_user = 'viewer';
begin
  foreach act in array tg_argv loop
    if to_jsonb(new)->>(act || '_by') is distinct from was->>(act || '_by') then
      if is_viewer and (was->>(act || '_by') is not null or (to_jsonb(new)->>(act || '_by'))::uuid is distinct from current_person()) then
        raise insufficient_privilege using message = 'who did it is who is signed in, once';
      end if;
      new := jsonb_populate_record(new, jsonb_build_object(act || '_at', coalesce(to_jsonb(new)->>(act || '_at'), now()::text)));
    end if;
  end loop;
  return new;
end $$;

create trigger stamped before insert or update on grants for each row execute function stamp('asked', 'given', 'taken_back');
create trigger stamped before insert or update on decisions for each row execute function stamp('made', 'confirmed', 'ended');
create trigger stamped before insert or update on restrictions for each row execute function stamp('set', 'confirmed', 'lift_asked', 'lifted');
create trigger stamped before insert or update on freezes for each row execute function stamp('frozen', 'thawed');
create trigger stamped before update on break_glass for each row execute function stamp('looked');

create trigger noted after insert or update on grants for each row execute function note_change('sharing');
create trigger noted after insert or update on decisions for each row execute function note_change('decision');
create trigger noted after insert or update on restrictions for each row execute function note_change('restriction', 'staff');
create trigger noted after insert or update on freezes for each row execute function note_change('freeze', 'staff');
create trigger noted after insert or update on break_glass for each row execute function note_change('emergency');
create trigger noted after insert or update or delete on review_places for each row execute function note_change('contacts');
create trigger noted after insert or update or delete on hospital_stays for each row execute function note_change('contacts');
create trigger noted after insert or update or delete on views for each row execute function note_change('my views');
create trigger noted after insert or update or delete on documents for each row execute function note_change('documents');

revoke execute on function age_on, stage_on, stage_of, open_stages, is_fresh, is_frozen, is_restricted, is_restricted_at_all, decider, charges_of,
  caseload_of, young_people_of, allowed_to, my_charges, allowed, readable, open_record, review_about, with_parental_responsibility, may_give, i_decide, i_answer_for, i_answer_now,
  my_answers, emergencies_at_home, stamp from public;
-- Not is_restricted: a viewer must not be able to ask whether they are.
grant execute on function age_on, stage_on, open_stages, is_fresh, decider, my_charges, allowed, readable, open_record, review_about, may_give, i_decide,
  i_answer_for, i_answer_now, my_answers, emergencies_at_home to viewer;

-- The record, by category.
drop policy "the circle reads the plan" on plan_sections;
drop policy "the circle reads the goals" on goals;
drop policy "the circle reads the reviews" on reviews;
drop policy "staff see the rating" on ratings;
create policy "who may read the plan reads it, but not its hard times" on plan_sections for select to viewer
  using (section <> 'when things get hard' and young_person_id in (select readable('plan')));
create policy "who may read the hard times reads them" on plan_sections for select to viewer
  using (section = 'when things get hard' and young_person_id in (select readable('hard times')));
create policy "who may read the plan reads the goals" on goals for select to viewer using (young_person_id in (select readable('plan')));
create policy "who may read the reviews reads them" on reviews for select to viewer using (young_person_id in (select readable('reviews')));
create policy "who may read places reads where a review is" on review_places for select to viewer using (young_person_id in (select readable('contacts')));
create policy "who may read places reads where someone stays" on hospital_stays for select to viewer
  using (young_person_id in (select readable('contacts')));
create policy "who may read the rating reads it" on ratings for select to viewer using (young_person_id in (select readable('rating')));
create policy "who may read my views reads them" on views for select to viewer using (young_person_id in (select readable('my views')));
create policy "young people write their own views" on views for insert to viewer
  with check (young_person_id = (select current_person()) and young_person_id in (select allowed('my views')));
create policy "young people write their own views anew" on views for update to viewer
  using (young_person_id = (select current_person()) and young_person_id in (select allowed('my views')));
create policy "who may read the papers reads them" on documents for select to viewer using (young_person_id in (select readable('documents')));

-- Messages: being in the thread, and the category.
create or replace function my_threads() returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select thread_id from thread_members join threads on threads.id = thread_id
  where person_id = current_person() and young_person_id in (select allowed('messages'));
end;
create function my_open_threads() returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select thread_id from thread_members join threads on threads.id = thread_id
  where person_id = current_person() and young_person_id in (select readable('messages'));
end;
revoke execute on function my_open_threads from public;
grant execute on function my_open_threads to viewer;
drop policy "members read the messages" on messages;
create policy "members read the messages, and always their own" on messages for select to viewer using (
  thread_id in (select my_open_threads())
  or (thread_id in (select my_threads()) and author_id = (select current_person()))
);

-- The circle.
drop policy "people see the circles that they may know of" on circle_members;
create policy "people see their own place in a circle" on circle_members for select to viewer
  using (person_id = (select current_person()) and young_person_id in (select my_young_people()));
create policy "young people see everyone in their circle, also from before" on circle_members for select to viewer
  using (young_person_id = (select current_person()) and young_person_id in (select my_young_people()));
create policy "staff see the circle of those they work for" on circle_members for select to viewer
  using (young_person_id in (select my_caseload()));
-- Family do not see each other: parents may live apart for a reason.
create policy "the circle sees the young person, who works for them, and the advocate" on circle_members for select to viewer
  using (young_person_id in (select my_young_people()) and relation in ('young person', 'key worker', 'cover', 'team lead', 'advocate'));
create policy "who answers for a young person sees those they agreed to" on circle_members for select to viewer using (
  exists (
    select from grants g where g.young_person_id = circle_members.young_person_id and g.person_id = circle_members.person_id
      and g.agreed_by = (select current_person())
  )
);
-- Closing must be quick: it asks for no passkey. A place that is over stays over: coming back takes an invitation.
create policy "staff end someone's place" on circle_members for update to viewer
  using (
    young_person_id in (select my_charges()) and relation not in ('young person', 'key worker')
    and (to_day is null or to_day >= today())
  )
  with check (to_day is not null);

-- Consent. Its own rules are in may_give, i_decide and i_answer_for.
create policy "young people see what they share" on grants for select to viewer
  using (young_person_id = (select current_person()) and young_person_id in (select my_young_people()));
create policy "staff see what is shared" on grants for select to viewer using (young_person_id in (select my_charges()));
create policy "who answers for a young person sees what they agreed to" on grants for select to viewer
  using (agreed_by = (select current_person()) and i_answer_for(young_person_id, stage));
create policy "young people share what is theirs" on grants for insert to viewer with check (
  i_decide(young_person_id, stage) and given_by = (select current_person()) and asked_by is null
  and may_give(young_person_id, person_id, stage, basis, agreed_by)
);
create policy "who answers for a young person asks the key worker to share" on grants for insert to viewer with check (
  i_answer_for(young_person_id, stage) and agreed_by = (select current_person())
  and asked_by = (select current_person()) and given_by is null
  and may_give(young_person_id, person_id, stage, basis, agreed_by)
);
create policy "staff write down what was agreed, freshly checked" on grants for insert to viewer with check (
  young_person_id in (select my_charges()) and (select is_fresh()) and given_by = (select current_person()) and asked_by is null
  and may_give(young_person_id, person_id, stage, basis, agreed_by)
);
create policy "young people take back what is theirs" on grants for update to viewer
  using (i_decide(young_person_id, stage)) with check (taken_back_by = (select current_person()));
create policy "who answers for a young person takes back what they agreed to" on grants for update to viewer
  using (agreed_by = (select current_person()) and i_answer_for(young_person_id, stage)) with check (taken_back_by = (select current_person()));
-- What a change must come to is asked of all policies together: so each says by itself whose it is.
create policy "staff take back at any time, and give freshly checked what was asked" on grants for update to viewer
  using (young_person_id in (select my_charges())) with check (
    taken_back_by = (select current_person())
    or (young_person_id in (select my_charges()) and given_by = (select current_person()) and (select is_fresh()) and may_give(young_person_id, person_id, stage, basis, agreed_by))
  );

create policy "staff see decisions" on decisions for select to viewer using (young_person_id in (select my_charges()));
create policy "young people see decisions about them" on decisions for select to viewer
  using (young_person_id = (select current_person()) and young_person_id in (select my_young_people()));
create policy "staff write decisions down, freshly checked" on decisions for insert to viewer with check (
  young_person_id in (select my_charges()) and (select is_fresh()) and made_by = (select current_person())
  and confirmed_by is null and ended_by is null and look_again_on > today()
  and case kind
    when 'gillick' then 'child' in (select open_stages(young_person_id))
    else exists (select from open_stages(young_person_id) as stage where stage <> 'child')
  end
);
create policy "a second member of staff confirms decisions, and staff end them, freshly checked" on decisions for update to viewer
  using (young_person_id in (select my_charges()) and (select is_fresh()))
  with check (confirmed_by is null or confirmed_by <> made_by);

create policy "staff see restrictions" on restrictions for select to viewer using (young_person_id in (select my_charges()));
create policy "staff set restrictions, freshly checked" on restrictions for insert to viewer with check (
  young_person_id in (select my_charges()) and (select is_fresh()) and set_by = (select current_person())
  and confirmed_by is null and lift_asked_by is null and lifted_by is null and look_again_on > today()
  and person_id in (select c.person_id from circle_members c where c.young_person_id = restrictions.young_person_id)
);
create policy "a second member of staff confirms and lifts restrictions, freshly checked" on restrictions for update to viewer
  using (young_person_id in (select my_charges()) and (select is_fresh()))
  with check ((confirmed_by is null or confirmed_by <> set_by) and (lifted_by is null or lifted_by <> lift_asked_by));

-- Closing must be quick: a freeze asks for no passkey.
create policy "staff see a freeze" on freezes for select to viewer using (young_person_id in (select my_charges()));
create policy "staff freeze" on freezes for insert to viewer
  with check (young_person_id in (select my_charges()) and frozen_by = (select current_person()) and thawed_by is null);
create policy "staff end a freeze, freshly checked" on freezes for update to viewer
  using (young_person_id in (select my_charges()) and (select is_fresh()));

create policy "staff see who looked in an emergency, and their own" on break_glass for select to viewer
  using (staff_id = (select current_person()) or young_person_id in (select my_charges()));
create policy "team leads look back at it" on break_glass for update to viewer using (
  looked_by is null and staff_id <> (select current_person()) and exists (
    select from circle_members c where c.young_person_id = break_glass.young_person_id and c.person_id = (select current_person())
      and c.relation = 'team lead' and c.young_person_id in (select my_charges())
  )
) with check (looked_by = (select current_person()) and finding is not null);

create policy "young people see who looked at their page" on audit_entries for select to viewer
  using (young_person_id = (select current_person()) and young_person_id in (select my_young_people()) and not for_staff);
create policy "staff see who looked" on audit_entries for select to viewer using (young_person_id in (select my_charges()));
-- Of people whom they may know of: the log must not tell of a parent who lives apart. In sets, which the database makes once.
create policy "who answers for a young person sees who looked" on audit_entries for select to viewer using (
  not for_staff and young_person_id in (select my_answers()) and (
    (young_person_id, actor_id) in (select c.young_person_id, c.person_id from circle_members c where c.young_person_id in (select my_answers()))
    or (young_person_id, actor_id) in (select * from emergencies_at_home())
  )
);

create policy "people see those who looked at their page" on people for select to viewer
  using (id in (select actor_id from audit_entries where young_person_id = (select current_person())));
create policy "people see who looked in an emergency" on people for select to viewer
  using (id in (select staff_id from emergencies_at_home()) or id in (select staff_id from break_glass));

-- The times are not granted: they are the database's.
grant select on review_places, hospital_stays, views, documents, grants, decisions, restrictions, freezes, break_glass, audit_entries to viewer;
grant insert (young_person_id, question, words), update (words) on views to viewer;
grant insert (id, young_person_id, person_id, category, stage, basis, agreed_by, asked_by, given_by), update (given_by, taken_back_by) on grants to viewer;
grant insert (id, young_person_id, kind, reasons, look_again_on, made_by), update (confirmed_by, ended_by) on decisions to viewer;
grant insert (id, young_person_id, person_id, categories, why, reasons, look_again_on, set_by),
  update (confirmed_by, lift_asked_by, lifted_by) on restrictions to viewer;
grant insert (id, young_person_id, reasons, frozen_by), update (thawed_by) on freezes to viewer;
grant update (looked_by, finding) on break_glass to viewer;
grant update (to_day) on circle_members to viewer;

-- News goes only to those who may still read it.
create or replace function tell_thread() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform graphile_worker.add_job('sendNotice', json_build_object('person', m.person_id, 'kind', 'message'))
  from thread_members m join threads t on t.id = m.thread_id
  where m.thread_id = new.thread_id and m.person_id <> new.author_id and t.young_person_id in (select allowed_to(m.person_id, 'messages'));
  return new;
end $$;
