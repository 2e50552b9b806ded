-- What the desk does in one step: hand over, let someone go, add a young person, look in an emergency.

-- Members who have left keep their name in the thread; they read it no more.
create or replace function my_threads() returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select m.thread_id from thread_members m join threads t on t.id = m.thread_id
  where m.person_id = current_person() and m.left_at is null and t.young_person_id in (select allowed('messages'));
end;
create or replace function my_open_threads() returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select m.thread_id from thread_members m join threads t on t.id = m.thread_id
  where m.person_id = current_person() and m.left_at is null and t.young_person_id in (select readable('messages'));
end;
create or replace function tell_thread() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform graphile_worker.add_job('sendNotice', json_build_object('person', m.person_id, 'kind', 'message'))
  from thread_members m join threads t on t.id = m.thread_id
  where m.thread_id = new.thread_id and m.person_id <> new.author_id and m.left_at is null
    and t.young_person_id in (select allowed_to(m.person_id, 'messages'));
  return new;
end $$;

create function has_key_worker(young_person uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  return exists (
    select from circle_members c join staff s on s.person_id = c.person_id
    where c.young_person_id = young_person and c.relation = 'key worker' and c.from_day <= today()
      and (c.to_day is null or c.to_day >= today()) and (s.left_on is null or s.left_on > today())
  );

create function keep_a_key_worker() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not has_key_worker(old.young_person_id) then
    raise exception using errcode = 'AS003', message = 'no young person is left without a key worker';
  end if;
  return null;
end $$;
create constraint trigger keep_a_key_worker after update or delete on circle_members deferrable initially deferred
  for each row when (old.relation = 'key worker') execute function keep_a_key_worker();

-- Colleagues whom the viewer may choose: staff who have not left.
create function colleagues() returns table (id uuid, name text, job text, area text)
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select p.id, p.name, s.job, s.area from staff s join people p on p.id = s.person_id
  where (s.left_on is null or s.left_on > today()) and exists (select from staff me where me.person_id = current_person())
  order by p.name;
end;

create function leads(young_person uuid) returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.person_id from circle_members c
  where c.young_person_id = young_person and c.relation = 'team lead' and c.from_day <= today() and (c.to_day is null or c.to_day >= today());
end;

-- Puts a new key worker in the place of the one there is. Their conversations pass on, and everyone in them is told.
create function change_key_worker(young_person uuid, next_worker uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from staff where person_id = next_worker and (left_on is null or left_on > today()))
    or is_restricted_at_all(young_person, next_worker) then
    raise exception using errcode = 'AS003', message = 'choose a key worker';
  end if;
  update thread_members m set left_at = now() from threads t
  where t.id = m.thread_id and t.young_person_id = young_person and m.left_at is null and m.person_id <> next_worker
    and m.person_id in (select c.person_id from circle_members c where c.young_person_id = young_person and c.relation = 'key worker');
  insert into thread_members (thread_id, person_id)
  select distinct t.id, next_worker from threads t join thread_members m on m.thread_id = t.id
  where t.young_person_id = young_person and m.left_at = now()
  on conflict (thread_id, person_id) do update set left_at = null, joined_at = now();
  update circle_members set to_day = today() - 1
  where young_person_id = young_person and relation = 'key worker' and person_id <> next_worker and (to_day is null or to_day >= today());
  insert into circle_members (young_person_id, person_id, relation, from_day) values (young_person, next_worker, 'key worker', today())
  on conflict (young_person_id, person_id, relation, from_day) do update set to_day = null;
  perform graphile_worker.add_job('sendNotice', json_build_object('person', c.person_id, 'kind', 'key worker'))
  from (select distinct person_id from circle_members where young_person_id = young_person and relation not in ('cover', 'team lead')
    and from_day <= today() and (to_day is null or to_day >= today())) c
  where not is_frozen(young_person);
end $$;

create function hand_over(young_person uuid, next_worker uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not is_fresh() or young_person not in (select my_charges()) or current_person() not in (select leads(young_person)) then
    raise insufficient_privilege;
  end if;
  perform change_key_worker(young_person, next_worker);
end $$;

/* A member of staff leaves: all in one transaction. `passing` says for each young person whose key worker they are who comes
   next. Those whom they led are led by whoever does this. */
create function let_go(worker uuid, passing jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare child uuid;
begin
  if not is_fresh() or worker = current_person() or not exists (
    select from staff me join staff other on other.person_id = worker
    where me.person_id = current_person() and me.job = 'team lead' and (other.area = me.area
      or exists (select from circle_members c where c.person_id = worker and c.young_person_id in (select my_charges())))
  ) then
    raise insufficient_privilege;
  end if;
  for child in
    select c.young_person_id from circle_members c
    where c.person_id = worker and c.relation = 'key worker' and (c.to_day is null or c.to_day >= today())
  loop
    if (passing->>child::text)::uuid is null or (passing->>child::text)::uuid = worker then
      raise exception using errcode = 'AS003', message = 'choose a key worker';
    end if;
    perform change_key_worker(child, (passing->>child::text)::uuid);
  end loop;
  insert into circle_members (young_person_id, person_id, relation, from_day)
  select distinct c.young_person_id, current_person(), 'team lead', today() from circle_members c
  where c.person_id = worker and c.relation = 'team lead' and (c.to_day is null or c.to_day >= today())
    and current_person() not in (select leads(c.young_person_id))
  on conflict (young_person_id, person_id, relation, from_day) do update set to_day = null;
  update circle_members set to_day = today() - 1
  where person_id = worker and relation in ('key worker', 'cover', 'team lead') and (to_day is null or to_day >= today());
  update staff set left_on = today() where person_id = worker;
  update sessions set ended_at = now() where person_id = worker and ended_at is null;
  update ways_in set stopped_at = now() where person_id = worker and used_at is null and stopped_at is null;
  delete from passkeys where person_id = worker;
  delete from logins where person_id = worker;
end $$;

-- A young person comes to the service, with their key worker and the team lead who does this.
create function add_young_person(new_id uuid, new_name text, new_known_as text, new_born date, new_area text, worker uuid) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not is_fresh() or not exists (select from staff where person_id = current_person() and job = 'team lead') then
    raise insufficient_privilege;
  end if;
  if exists (select from young_people where person_id = new_id) then
    return case when new_id in (select my_charges()) then new_id end;
  end if;
  if not exists (select from staff where person_id = worker and (left_on is null or left_on > today())) then
    raise exception using errcode = 'AS003', message = 'choose a key worker';
  end if;
  insert into people (id, name, known_as) values (new_id, new_name, new_known_as);
  insert into young_people (person_id, born_on, area) values (new_id, new_born, new_area);
  insert into circle_members (young_person_id, person_id, relation, from_day)
  values (new_id, new_id, 'young person', today()), (new_id, worker, 'key worker', today()), (new_id, current_person(), 'team lead', today());
  return new_id;
end $$;

/* Opens the record of someone whom the viewer does not work for, for 60 minutes. By full name and day of birth, so that
   nobody can look around. Their team leads are told at once, and again if nobody has looked back after 48 hours. */
create function break_the_glass(given_name text, born date, why text) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare child uuid;
declare made uuid;
begin
  if not is_fresh() or not exists (select from staff where person_id = current_person()) then
    raise insufficient_privilege;
  end if;
  perform count_try('break glass', current_person()::text, 10, interval '1 day');
  select y.person_id into child from young_people y join people p on p.id = y.person_id
  where lower(p.name) = lower(given_name) and y.born_on = born and not is_restricted_at_all(y.person_id, current_person()) limit 1;
  if child is null or child in (select my_charges()) then
    return child;
  end if;
  insert into break_glass (young_person_id, staff_id, reasons) values (child, current_person(), why) returning id into made;
  perform graphile_worker.add_job('sendNotice', json_build_object('person', lead, 'kind', 'emergency')) from leads(child) as lead;
  perform graphile_worker.add_job('remindToLookBack', json_build_object('emergency', made), run_at => now() + interval '48 hours');
  return child;
end $$;

-- For the worker: whom to remind of a look in an emergency that nobody has looked back at yet.
create function leads_to_remind(emergency uuid) returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select leads(b.young_person_id) from break_glass b where b.id = emergency and b.looked_by is null;
end;

revoke execute on function has_key_worker, keep_a_key_worker, colleagues, leads, change_key_worker, hand_over, let_go, add_young_person, break_the_glass,
  leads_to_remind from public;
grant execute on function colleagues, hand_over, let_go, add_young_person, break_the_glass to viewer;
grant execute on function leads_to_remind to worker;
