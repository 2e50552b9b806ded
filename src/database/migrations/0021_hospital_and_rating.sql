-- A stay in hospital has a history, visits from the service and a list of what has to happen before someone goes home. A rating has its reasons.

alter table hospital_stays drop constraint hospital_stays_pkey;
alter table hospital_stays
  add id uuid primary key default uuidv7(),
  add hospital text not null default '' check (char_length(hospital) <= 200),
  add contact_name text not null default '' check (char_length(contact_name) <= 200),
  add contact_phone text not null default '' check (char_length(contact_phone) <= 200),
  -- When people can visit.
  add visiting text not null default '' check (char_length(visiting) <= 2000),
  add advocate_name text not null default '' check (char_length(advocate_name) <= 200),
  add advocate_phone text not null default '' check (char_length(advocate_phone) <= 200),
  -- Held under the Mental Health Act. Nobody knows yet is not the same as no.
  add is_detained boolean,
  -- Of stays from before this was asked, nobody wrote down since when.
  add admitted_on date,
  -- The day that is planned, and the day that it was.
  add leaves_on date check (leaves_on >= admitted_on),
  add left_on date check (left_on >= admitted_on),
  add aftercare text not null default '' check (char_length(aftercare) <= 2000),
  add language text not null default 'en',
  add set_by uuid references staff,
  add set_at timestamptz not null default now(),
  -- Counted, so that nobody writes over what they have not read.
  add changes int not null default 0;
alter table hospital_stays add unique (id, young_person_id);
create unique index one_stay on hospital_stays (young_person_id) where left_on is null;

-- What staff wrote by mistake is taken out and stays in the table: families may have read it.
create table hospital_visits (
  id uuid primary key default uuidv7(),
  young_person_id uuid not null references young_people,
  stay_id uuid not null,
  who text not null check (char_length(who) between 1 and 200),
  due_on date not null,
  -- The day that it was, and who noted it when.
  done_on date,
  set_by uuid references staff,
  set_at timestamptz not null default now(),
  done_by uuid references staff,
  done_at timestamptz,
  taken_out_by uuid references staff,
  taken_out_at timestamptz,
  foreign key (stay_id, young_person_id) references hospital_stays (id, young_person_id)
);
create index on hospital_visits (young_person_id);

create table discharge_steps (
  id uuid primary key default uuidv7(),
  young_person_id uuid not null references young_people,
  stay_id uuid not null,
  words text not null check (char_length(words) between 1 and 1000),
  language text not null default 'en',
  -- Who does it.
  who text not null default '' check (char_length(who) <= 200),
  by_day date,
  set_by uuid references staff,
  set_at timestamptz not null default now(),
  done_by uuid references staff,
  done_at timestamptz,
  taken_out_by uuid references staff,
  taken_out_at timestamptz,
  foreign key (stay_id, young_person_id) references hospital_stays (id, young_person_id)
);
create index on discharge_steps (young_person_id);

call secure(array['hospital_visits', 'discharge_steps']);

-- A rating can change twice on a day. Those from before have no reasons.
alter table ratings drop constraint ratings_pkey;
alter table ratings
  add id uuid primary key default uuidv7(),
  add why text not null default '' check (char_length(why) <= 5000),
  add language text not null default 'en',
  add set_by uuid references staff,
  add set_at timestamptz not null default now();
alter table ratings alter since set default today();
create index on ratings (young_person_id, since desc, set_at desc);

-- A colour can frighten. A young person has it on their first page only once they choose so.
alter table young_people add shows_rating boolean not null default false;

create policy "staff write a stay down" on hospital_stays for insert to viewer
  with check (young_person_id in (select my_charges()) and set_by = (select current_person()));
create policy "staff change a stay until it is over" on hospital_stays for update to viewer
  using (young_person_id in (select my_charges()) and left_on is null) with check (true);

create policy "who may read places reads the visits" on hospital_visits for select to viewer using (young_person_id in (select readable('contacts')));
create policy "staff write visits down" on hospital_visits for insert to viewer
  with check (young_person_id in (select my_charges()) and set_by = (select current_person()));
create policy "staff note a visit, or take it out" on hospital_visits for update to viewer
  using (young_person_id in (select my_charges()) and taken_out_by is null) with check (true);

create policy "who may read places reads the steps home" on discharge_steps for select to viewer using (young_person_id in (select readable('contacts')));
create policy "staff write steps home down" on discharge_steps for insert to viewer
  with check (young_person_id in (select my_charges()) and set_by = (select current_person()));
create policy "staff note a step home, or take it out" on discharge_steps for update to viewer
  using (young_person_id in (select my_charges()) and taken_out_by is null) with check (true);

create policy "staff change the rating" on ratings for insert to viewer
  with check (young_person_id in (select my_charges()) and set_by = (select current_person()));
create policy "young people choose if they see their rating first" on young_people for update to viewer using (person_id = (select current_person()));

grant select on hospital_visits, discharge_steps to viewer;
grant
  insert (id, young_person_id, hospital, ward, contact_name, contact_phone, visiting, advocate_name, advocate_phone, is_detained, admitted_on, leaves_on,
    aftercare, language, set_by),
  update (hospital, ward, contact_name, contact_phone, visiting, advocate_name, advocate_phone, is_detained, admitted_on, leaves_on, left_on, aftercare, language)
  on hospital_stays to viewer;
grant insert (id, young_person_id, stay_id, who, due_on, set_by), update (done_on, done_by, taken_out_by) on hospital_visits to viewer;
grant insert (id, young_person_id, stay_id, words, language, who, by_day, set_by), update (done_by, taken_out_by) on discharge_steps to viewer;
-- A rating is never changed: a new one comes after it. Its day is the database's.
grant insert (id, young_person_id, rating, why, language, set_by) on ratings to viewer;
grant update (shows_rating) on young_people to viewer;

create function count_change() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.changes := old.changes + 1;
  return new;
end $$;
create trigger counted before update on hospital_stays for each row execute function count_change();

create trigger stamped before insert or update on hospital_stays for each row execute function stamp('set');
create trigger stamped before insert or update on hospital_visits for each row execute function stamp('set', 'done', 'taken_out');
create trigger stamped before insert or update on discharge_steps for each row execute function stamp('set', 'done', 'taken_out');
create trigger stamped before insert on ratings for each row execute function stamp('set');

create trigger noted after insert or update or delete on hospital_visits for each row execute function note_change('contacts');
create trigger noted after insert or update or delete on discharge_steps for each row execute function note_change('contacts');

-- News of a rating goes to those who may read it; to the young person only where they chose to see it.
create function tell_rating() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform graphile_worker.add_job('sendNotice', json_build_object('person', m.person_id, 'kind', 'rating'))
  from (select distinct person_id from circle_members where young_person_id = new.young_person_id) m
  where m.person_id <> new.set_by
    and new.young_person_id in (select allowed_to(m.person_id, 'rating'))
    and (m.person_id <> new.young_person_id or (select shows_rating from young_people where person_id = new.young_person_id));
  return null;
end $$;
create trigger tell_rating after insert on ratings for each row when (new.set_by is not null) execute function tell_rating();

revoke execute on function count_change, tell_rating from public;
