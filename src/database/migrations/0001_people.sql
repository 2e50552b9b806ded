-- People, who stands around a young person, and who may know of whom.
-- Access comes from `current_person()`: the person whose session token this transaction gave. Nothing else decides it.

create table people (
  id uuid primary key default uuidv7(),
  -- The name in full, and the one that people say.
  name text not null check (char_length(name) between 1 and 120),
  known_as text not null check (char_length(known_as) between 1 and 60),
  language text not null default 'en',
  -- A drawing from content/pictures. Photos come later.
  portrait text
);

-- Apart from people, because a name is shown to more people than an address.
create table email_addresses (
  address text primary key check (address = lower(address)),
  person_id uuid not null references people
);

create table young_people (
  person_id uuid primary key references people,
  born_on date not null,
  area text not null,
  -- The ward, while in a mental health hospital.
  hospital text
);

create table staff (
  person_id uuid primary key references people,
  job text not null check (job in ('key worker', 'team lead')),
  area text not null,
  phone text not null,
  -- The address that families see. Signing in goes by email_addresses.
  email text not null
);

-- When a member of staff works, in London time. Weekdays as in ISO 8601: Monday is 1.
create table working_hours (
  person_id uuid not null references staff,
  weekday smallint not null check (weekday between 1 and 7),
  starts_at time not null,
  ends_at time not null check (ends_at > starts_at),
  primary key (person_id, weekday)
);

create table absences (
  person_id uuid not null references staff,
  first_day date not null,
  last_day date not null check (last_day >= first_day),
  cover_id uuid not null references staff check (cover_id <> person_id),
  primary key (person_id, first_day)
);

-- The circle of support. Each stands in it from a day to a day; the young person stands in their own.
create table circle_members (
  young_person_id uuid not null references young_people,
  person_id uuid not null references people,
  relation text not null check (relation in (
    'young person', 'parent or carer', 'other family', 'advocate', 'key worker', 'cover', 'team lead', 'other professional'
  )),
  parental_responsibility boolean not null default false,
  from_day date not null,
  to_day date check (to_day >= from_day),
  primary key (young_person_id, person_id, relation)
);
create index on circle_members (person_id);

create table ratings (
  young_person_id uuid not null references young_people,
  rating text not null check (rating in ('blue', 'red', 'amber', 'green')),
  since date not null,
  primary key (young_person_id, since)
);

create table sessions (
  -- Only the hash: whoever steals this table can sign in as nobody.
  token_hash bytea primary key,
  person_id uuid not null references people,
  started_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '12 hours',
  ended_at timestamptz
);
create index on sessions (person_id);

create function today() returns date language sql stable
  return (now() at time zone 'Europe/London')::date;

-- Security definer: the viewer may not read sessions or the whole circle, only learn what follows from them.
create function current_person() returns uuid language sql stable security definer set search_path = public, pg_temp
  return (
    select person_id from sessions
    where token_hash = sha256(convert_to(current_setting('app.session', true), 'UTF8'))
      and ended_at is null and expires_at > now()
  );

create function my_young_people() returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select young_person_id from circle_members
  where person_id = current_person() and from_day <= today() and (to_day is null or to_day >= today());
end;

-- Those for whom the viewer is staff: a relation at work, not a relation in the family.
create function my_caseload() returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select young_person_id from circle_members
  where person_id = current_person() and relation in ('key worker', 'cover', 'team lead')
    and from_day <= today() and (to_day is null or to_day >= today());
end;

revoke execute on all functions in schema public from public;
grant execute on function today(), current_person(), my_young_people(), my_caseload() to viewer;

create policy "people see the circles that they may know of" on circle_members for select to viewer using (
  person_id = (select current_person())
  or young_person_id = (select current_person())
  or young_person_id in (select my_caseload())
  -- Family see who works for the young person. They do not see each other: parents may live apart for a reason.
  or (young_person_id in (select my_young_people()) and relation in ('young person', 'key worker', 'cover', 'team lead', 'advocate'))
);
create policy "people see themselves and those whose place in a circle they see" on people for select to viewer using (
  id = (select current_person()) or id in (select person_id from circle_members)
  or id in (select cover_id from absences)
);
create policy "people see their own address" on email_addresses for select to viewer using (person_id = (select current_person()));
create policy "the circle sees the young person" on young_people for select to viewer using (person_id in (select my_young_people()));
create policy "people see staff whose place in a circle they see, and their cover" on staff for select to viewer using (
  person_id = (select current_person()) or person_id in (select person_id from circle_members)
  or person_id in (select cover_id from absences)
);
create policy "people see when staff in their circle work" on working_hours for select to viewer using (
  person_id = (select current_person()) or person_id in (select person_id from circle_members)
);
create policy "people see when staff in their circle are away" on absences for select to viewer using (
  person_id = (select current_person()) or person_id in (select person_id from circle_members)
);
create policy "staff see the rating" on ratings for select to viewer using (young_person_id in (select my_caseload()));
create policy "the worker reads where to write to" on email_addresses for select to worker using (true);
create policy "the worker reads which language to write in" on people for select to worker using (true);

-- No insert, update or delete is granted here: a circle changes at the desk, which comes with its own rules.
grant select on people, email_addresses, young_people, staff, working_hours, absences, circle_members, ratings to viewer;
-- The worker never learns names: a notice holds none.
grant select (id, language) on people to worker;
grant select on email_addresses to worker;

-- Row security on each table, for its owner too, who then goes by a policy and never by rank.
create procedure secure(tables text[]) language plpgsql as $$
declare t text;
begin
  foreach t in array tables loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy "the owner keeps every row" on %I to current_user using (true) with check (true)', t);
  end loop;
end $$;
revoke execute on procedure secure(text[]) from public;

call secure(array['people', 'email_addresses', 'young_people', 'staff', 'working_hours', 'absences', 'circle_members', 'ratings', 'sessions']);
