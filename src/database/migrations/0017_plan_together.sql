-- A plan made together. A row is one version of a part of the plan: it is never changed, a newer one takes its place. What the
-- family says about a part, and who agrees with it, stands beside it.

create function is_hard_times(section text) returns boolean language sql immutable
  return coalesce(section in ('when things get hard', 'signs green', 'signs amber', 'signs red', 'what helps', 'what makes it worse', 'who to call'), false);

-- Which consent a part of the plan belongs to. A goal has no section.
create function category_of_section(section text) returns text language sql immutable
  return case when is_hard_times(section) then 'hard times' else 'plan' end;

alter table plan_sections drop constraint plan_sections_young_person_id_section_key;
alter table plan_sections drop constraint plan_sections_section_check;
alter table plan_sections
  add constraint plan_sections_section_check check (section in (
    'people like about me', 'my strengths', 'matters to me', 'people in my life', 'how I communicate', 'how to support me', 'my reasonable adjustments',
    'when things get hard', 'signs green', 'signs amber', 'signs red', 'what helps', 'what makes it worse', 'who to call'
  )),
  add check (char_length(headline) <= 200 and char_length(words) <= 5000),
  add replaces uuid,
  add written_by uuid references people,
  add unique (id, young_person_id, section),
  -- Two that take the place of the same one: the later one is refused, and its writer looks again.
  add unique nulls not distinct (young_person_id, section, replaces),
  add foreign key (replaces, young_person_id, section) references plan_sections (id, young_person_id, section);
create index on plan_sections (replaces);
-- Not by an update: the audit would say that someone changed the plan today.
alter table plan_sections rename written_on to written_at;
alter table plan_sections
  alter written_at type timestamptz using written_at::timestamp at time zone 'Europe/London',
  alter written_at set default now();

-- A goal keeps its goal_id through all its versions. Steps: [{"words", "who", "byDay", "doneOn"}], days as 2026-05-04 or null.
alter table goals
  add goal_id uuid not null default uuidv7(),
  add steps jsonb not null default '[]' check (jsonb_typeof(steps) = 'array' and jsonb_array_length(steps) <= 20),
  -- The day on which people stopped working on it, without its being done.
  add stopped_on date,
  add replaces uuid,
  add written_by uuid references people,
  add written_at timestamptz not null default now(),
  add check (char_length(words) between 1 and 500 and char_length(who_helps) <= 200),
  add check (done_on is null or stopped_on is null),
  add unique (id, young_person_id, goal_id),
  add unique nulls not distinct (young_person_id, goal_id, replaces),
  add foreign key (replaces, young_person_id, goal_id) references goals (id, young_person_id, goal_id);
create index on goals (replaces);

create table plan_remarks (
  -- The id of the form that it was written in: the same form sent twice is the same remark.
  id uuid primary key,
  young_person_id uuid not null references young_people,
  section text,
  goal_id uuid,
  kind text not null check (kind in ('not right', 'add', 'comment')),
  -- What is not right, as it stood there.
  sentence text check (char_length(sentence) <= 1000),
  sentence_language text,
  words text not null check (char_length(words) <= 5000),
  language text not null,
  written_by uuid not null references people,
  written_at timestamptz not null default now(),
  answer text check (answer in ('changed', 'kept')),
  answer_words text check (char_length(answer_words) between 1 and 5000),
  answer_language text,
  answered_by uuid references staff,
  answered_at timestamptz,
  check ((section is null) <> (goal_id is null)),
  check (words <> '' or sentence is not null),
  check ((answered_by is null) = (answer is null) and (answer is null) = (answer_words is null))
);
create index on plan_remarks (young_person_id);

-- Who agrees with which version, or does not. The last word of each person counts; the ones before stay.
create table plan_agreements (
  id uuid primary key,
  young_person_id uuid not null references young_people,
  section_id uuid references plan_sections,
  goal_version uuid references goals,
  agrees boolean not null,
  said_by uuid not null references people,
  said_at timestamptz not null default clock_timestamp(),
  check ((section_id is null) <> (goal_version is null))
);
create index on plan_agreements (section_id);
create index on plan_agreements (goal_version);

-- When someone was on a page of a young person, and when the time before: what is new is what came since then.
create table visits (
  person_id uuid not null references people,
  young_person_id uuid not null references young_people,
  page text not null check (page in ('first', 'plan')),
  seen_at timestamptz not null default now(),
  before_at timestamptz,
  primary key (person_id, young_person_id, page)
);

call secure(array['plan_remarks', 'plan_agreements', 'visits']);

-- The young people for whom someone speaks as family, as their advocate, or for themself, where they may see this of them.
create function my_voice(wanted text) returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.young_person_id from circle_members c
  where c.person_id = current_person() and c.relation in ('young person', 'parent or carer', 'other family', 'advocate')
    and c.from_day <= today() and (c.to_day is null or c.to_day >= today())
    and c.young_person_id in (select allowed(wanted));
end;

drop policy "who may read the plan reads it, but not its hard times" on plan_sections;
drop policy "who may read the hard times reads them" on plan_sections;
create policy "who may read the plan reads it, but not its hard times" on plan_sections for select to viewer
  using (not is_hard_times(section) and young_person_id in (select readable('plan')));
create policy "who may read the hard times reads them" on plan_sections for select to viewer
  using (is_hard_times(section) and young_person_id in (select readable('hard times')));

/* A line that was taken out may be one that someone must not read, as a street written by mistake. So how a part was before
   is for staff, and for the young person: everyone else reads what stands. */
create function is_replaced(version uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  return exists (select from plan_sections where replaces = version) or exists (select from goals where replaces = version);
create policy "staff and the young person alone read how it was before" on plan_sections as restrictive for select to viewer
  using (young_person_id = (select current_person()) or young_person_id in (select my_caseload()) or not is_replaced(id));
create policy "staff and the young person alone read how it was before" on goals as restrictive for select to viewer
  using (young_person_id = (select current_person()) or young_person_id in (select my_caseload()) or not is_replaced(id));

create policy "staff write the plan" on plan_sections for insert to viewer
  with check (young_person_id in (select my_charges()) and written_by = (select current_person()));
create policy "staff write the goals" on goals for insert to viewer
  with check (young_person_id in (select my_charges()) and written_by = (select current_person()));

-- What a carer says is for staff and the young person: other carers must not learn from it that there is someone else.
create policy "people read what they said about the plan" on plan_remarks for select to viewer using (
  written_by = (select current_person())
  and (is_hard_times(section) or young_person_id in (select readable('plan')))
  and (not is_hard_times(section) or young_person_id in (select readable('hard times')))
);
create policy "staff and the young person read what was said about the plan" on plan_remarks for select to viewer using (
  (young_person_id = (select current_person()) or young_person_id in (select my_caseload()))
  and (is_hard_times(section) or young_person_id in (select readable('plan')))
  and (not is_hard_times(section) or young_person_id in (select readable('hard times')))
);
create policy "the family says what it thinks of the plan" on plan_remarks for insert to viewer with check (
  written_by = (select current_person())
  and (is_hard_times(section) or young_person_id in (select my_voice('plan')))
  and (not is_hard_times(section) or young_person_id in (select my_voice('hard times')))
);
create policy "staff answer what the family says" on plan_remarks for update to viewer
  using (young_person_id in (select my_charges()) and answered_by is null) with check (young_person_id in (select my_charges()));

-- Who reads a part sees if the young person agrees with it. Who else does, only staff, the young person and they themself see.
create policy "who reads a part of the plan sees if the young person agrees, and what they said themself" on plan_agreements for select to viewer using (
  (said_by = young_person_id or said_by = (select current_person()))
  and (section_id in (select id from plan_sections) or goal_version in (select id from goals))
);
create policy "staff and the young person see who agrees" on plan_agreements for select to viewer using (
  (young_person_id = (select current_person()) or young_person_id in (select my_caseload()))
  and (section_id in (select id from plan_sections) or goal_version in (select id from goals))
);
create policy "the family agrees, or does not" on plan_agreements for insert to viewer with check (
  said_by = (select current_person())
  and (young_person_id, section_id) in (select s.young_person_id, s.id from plan_sections s where s.young_person_id in (select my_voice(category_of_section(s.section))))
);
create policy "the family agrees with goals, or does not" on plan_agreements for insert to viewer with check (
  said_by = (select current_person())
  and (young_person_id, goal_version) in (select g.young_person_id, g.id from goals g where g.young_person_id in (select my_voice('plan')))
);

create policy "people keep when they were on a page, for themself" on visits for all to viewer
  using (person_id = (select current_person()))
  with check (person_id = (select current_person()) and young_person_id in (select my_young_people()));

grant select on plan_remarks, plan_agreements, visits to viewer;
-- The times are not granted: they are the database's. No update, no delete: every version stays.
grant insert (id, young_person_id, section, headline, words, language, replaces, written_by) on plan_sections to viewer;
grant insert (id, young_person_id, goal_id, words, who_helps, by_day, done_on, stopped_on, steps, language, replaces, written_by) on goals to viewer;
grant insert (id, young_person_id, section, goal_id, kind, sentence, sentence_language, words, language, written_by),
  update (answer, answer_words, answer_language, answered_by) on plan_remarks to viewer;
grant insert (id, young_person_id, section_id, goal_version, agrees, said_by) on plan_agreements to viewer;
grant insert (person_id, young_person_id, page), update (seen_at, before_at) on visits to viewer;

create trigger stamped before insert or update on plan_remarks for each row execute function stamp('written', 'answered');
-- Only staff learn from the audit who said something: a child must not be asked at home what they wrote at 10am.
create trigger noted after insert or update on plan_remarks for each row execute function note_change('plan', 'staff');
create trigger noted after insert on plan_agreements for each row execute function note_change('plan', 'staff');

/* The family ticks off a step: a new version of the goal, with that step done today. No other part of the goal is theirs to
   change. False where a newer version came in between. */
create function finish_step(version uuid, place int, new_id uuid) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare old goals;
begin
  select * into old from goals where id = version and young_person_id in (select my_voice('plan'));
  if old.id is null or old.steps->place is null then
    raise insufficient_privilege;
  end if;
  insert into goals (id, young_person_id, goal_id, words, who_helps, by_day, done_on, stopped_on, steps, language, replaces, written_by)
  values (new_id, old.young_person_id, old.goal_id, old.words, old.who_helps, old.by_day, old.done_on, old.stopped_on,
    jsonb_set(old.steps, array[place::text, 'doneOn'], to_jsonb(today())), old.language, old.id, current_person())
  on conflict do nothing;
  return exists (select from goals where id = new_id and replaces = version and written_by = current_person());
end $$;

-- Those who work for a young person day by day: the key worker, and who covers.
create function workers_of(young_person uuid) returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select distinct c.person_id from circle_members c
  where c.young_person_id = young_person and c.relation in ('key worker', 'cover') and young_person in (select charges_of(c.person_id));
end;

create function plan_news(reader uuid, young_person uuid, category text) returns json language sql stable
  return json_build_array(json_build_object('person', reader, 'youngPerson', young_person, 'category', category));

/* For the worker: whom of some news to tell, as it writes. Much can be closed to someone after the news came, and then there is
   nothing new for them to read. */
create function readers_of_news(news jsonb) returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select distinct n.person from jsonb_to_recordset(news) as n(person uuid, "youngPerson" uuid, category text)
  where n."youngPerson" in (select allowed_to(n.person, n.category));
end;

-- The plan is written in many small steps: one notice follows half an hour after the first of them, and says that there are some.
-- What nobody did who is signed in, as the demo's past, tells nobody. A list of news: the queue adds more of it to a job that waits.
create function tell_plan() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare category text := category_of_section(to_jsonb(new)->>'section');
begin
  perform graphile_worker.add_job('sendNews', plan_news(reader, new.young_person_id, category),
    job_key => 'plan ' || reader, job_key_mode => 'preserve_run_at', run_at => now() + interval '30 minutes')
  from (select distinct c.person_id as reader from circle_members c
    where c.young_person_id = new.young_person_id and c.relation not in ('key worker', 'cover', 'team lead')
      and c.person_id is distinct from new.written_by) readers
  where current_person() is not null and new.young_person_id in (select allowed_to(reader, category));
  return null;
end $$;
create trigger tell_plan after insert on plan_sections for each row execute function tell_plan();
create trigger tell_plan after insert on goals for each row execute function tell_plan();

create function tell_remark() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare category text := category_of_section(new.section);
begin
  if current_person() is null then
    return null;
  elsif tg_op = 'INSERT' then
    perform graphile_worker.add_job('sendNotice', json_build_object('person', worker, 'kind', 'remark'), job_key => 'remark ' || worker)
    from workers_of(new.young_person_id) as worker;
  elsif new.young_person_id in (select allowed_to(new.written_by, category)) then
    perform graphile_worker.add_job('sendNews', plan_news(new.written_by, new.young_person_id, category), job_key => 'plan ' || new.written_by);
  end if;
  return null;
end $$;
create trigger tell_remark after insert or update of answered_by on plan_remarks for each row execute function tell_remark();

-- What waits for an answer at the desk.
create function plan_tasks() returns table (young_person_id uuid, kind text, since timestamptz)
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select r.young_person_id, 'answer remark', min(r.written_at) from plan_remarks r
  where r.young_person_id in (select my_charges()) and r.answered_by is null
  group by r.young_person_id;
end;

revoke execute on function is_hard_times, category_of_section, my_voice, is_replaced, finish_step, workers_of, plan_news, readers_of_news, tell_plan, tell_remark, plan_tasks from public;
grant execute on function is_hard_times, category_of_section, my_voice, is_replaced, finish_step, plan_tasks to viewer;
grant execute on function readers_of_news to worker;
