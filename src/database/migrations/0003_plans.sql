-- The support plan. It is written in the young person's own voice, so it reads the same for everyone who may read it.

create table plan_sections (
  id uuid primary key default uuidv7(),
  young_person_id uuid not null references young_people,
  section text not null check (section in (
    'people like about me', 'matters to me', 'how I communicate', 'how to support me', 'when things get hard'
  )),
  headline text not null,
  -- One idea a line.
  words text not null,
  written_on date not null,
  unique (young_person_id, section)
);

create table goals (
  id uuid primary key default uuidv7(),
  young_person_id uuid not null references young_people,
  words text not null,
  who_helps text not null,
  by_day date not null,
  done_on date
);
create index on goals (young_person_id);

call secure(array['plan_sections', 'goals']);

create policy "the circle reads the plan" on plan_sections for select to viewer using (young_person_id in (select my_young_people()));
create policy "the circle reads the goals" on goals for select to viewer using (young_person_id in (select my_young_people()));

-- Read only: writing a plan together comes with its versions.
grant select on plan_sections, goals to viewer;
