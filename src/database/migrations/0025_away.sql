/* When someone who works for the service is away, and who covers. Whoever covers stands in the circle of each young person whose
   key worker is away, from the first day to the last, and no longer. And who leads or covers can answer in someone's place. */

alter table absences
  -- The id of the form that it was written in: the same form sent twice is the same absence.
  add id uuid not null default uuidv7(),
  add unique (id);
alter table circle_members
  -- The absence for which someone covers.
  add absence_id uuid references absences (id) on delete set null;
create index on circle_members (absence_id) where absence_id is not null;

-- Whose absences the viewer may write down: their own; as a team lead those of whoever works in their area, or for whom they lead.
create function may_say_away(who uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  return exists (
    select from staff me join staff other on other.person_id = who
    where me.person_id = current_person() and (me.left_on is null or me.left_on > today()) and (other.left_on is null or other.left_on > today())
      and (who = me.person_id or (me.job = 'team lead' and (other.area = me.area
        or exists (
          select from circle_members c where c.person_id = who and c.relation = 'key worker' and (c.to_day is null or c.to_day >= today())
            and c.young_person_id in (select my_charges())
        ))))
  );

-- Who can cover for someone: staff of their area, and whoever leads for one of their young people.
create function covers_for(who uuid) returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select s.person_id from staff s join staff away on away.person_id = who
  where s.person_id <> who and (s.left_on is null or s.left_on > today())
    and (s.area = away.area or exists (
      select from circle_members lead join circle_members worker on worker.young_person_id = lead.young_person_id
      where lead.person_id = s.person_id and lead.relation = 'team lead' and (lead.to_day is null or lead.to_day >= today())
        and worker.person_id = who and worker.relation = 'key worker' and (worker.to_day is null or worker.to_day >= today())
    ));
end;
create function possible_covers(who uuid) returns table (id uuid, name text) language sql stable security definer set search_path = public, pg_temp
begin atomic
  select p.id, p.name from people p where may_say_away(who) and p.id in (select covers_for(who)) order by p.name;
end;

-- The young people whose key worker someone is on any day of a time.
create function works_for(who uuid, first date, last date) returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select young_person_id from circle_members
  where person_id = who and relation = 'key worker' and from_day <= last and (to_day is null or to_day >= first);
end;

-- True where someone stands in a circle as staff all of that time.
create function stands_there(child uuid, who uuid, first date, last date) returns boolean language sql stable security definer set search_path = public, pg_temp
  return exists (
    select from circle_members where young_person_id = child and person_id = who and relation in ('key worker', 'cover', 'team lead')
      and from_day <= first and (to_day is null or to_day >= last)
  );

-- Ends the places of those who cover for an absence from today on: those to come never were, and one of today ended yesterday.
create function end_cover(absence uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from circle_members where absence_id = absence and from_day > today();
  update circle_members set to_day = today() - 1 where absence_id = absence and to_day >= today();
end $$;

/* Gives who covers their places for what is left of an absence, and nobody else. Where a court or the service keeps them from a
   young person they get none. */
create function begin_cover(absence uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare a absences;
begin
  perform end_cover(absence);
  select * into a from absences where id = absence;
  a.first_day := greatest(a.first_day, today());
  if a.id is null or a.last_day < today() then
    return;
  end if;
  insert into circle_members (young_person_id, person_id, relation, from_day, to_day, absence_id)
  select child, a.cover_id, 'cover', a.first_day, a.last_day, a.id from works_for(a.person_id, a.first_day, a.last_day) as child
  where child <> a.cover_id and not is_restricted_at_all(child, a.cover_id) and not stands_there(child, a.cover_id, a.first_day, a.last_day)
  on conflict (young_person_id, person_id, relation, from_day) do update set to_day = excluded.to_day, absence_id = excluded.absence_id;
end $$;

-- Who is someone's key worker changes while they are away, or before: who covers for them comes and goes with it.
create function cover_follows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform begin_cover(id) from absences where person_id = new.person_id and last_day >= today();
  return null;
end $$;
create trigger cover_follows after insert or update of to_day on circle_members for each row
  when (new.relation = 'key worker') execute function cover_follows();

-- Whoever is kept from a young person from now on covers there no more; once that is lifted, they do again.
create function cover_changes() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform begin_cover(a.id) from absences a
  where a.cover_id = new.person_id and a.last_day >= today() and new.young_person_id in (select works_for(a.person_id, a.first_day, a.last_day));
  return null;
end $$;
create trigger cover_changes after insert or update on restrictions for each row when (new.confirmed_by is not null) execute function cover_changes();

/* Writes down that someone is away, or changes it. Gives what is wrong with it, as the form says it; null where it is kept. A day
   that has begun stays its first day. */
create function keep_absence(new_id uuid, who uuid, first date, last date, by_cover uuid) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare kept absences;
begin
  if not is_fresh() or not may_say_away(who) then
    raise insufficient_privilege;
  end if;
  -- Two who write at once come one after the other: whoever covers must not be away themself.
  perform pg_advisory_xact_lock(hashtextextended('absences', 0));
  select * into kept from absences where id = new_id;
  if kept.person_id <> who then
    raise insufficient_privilege;
  end if;
  if (kept.first_day, kept.last_day, kept.cover_id) = (first, last, by_cover) then
    return null;
  end if;
  if first < today() and first is distinct from kept.first_day then
    return 'awayPast';
  elsif kept.first_day < today() and first <> kept.first_day then
    return 'awayBegun';
  elsif last < first or last < today() then
    return 'awayOrder';
  elsif first > today() + 366 or last > first + 366 then
    return 'awayLong';
  elsif by_cover not in (select covers_for(who)) then
    return 'coverMissing';
  elsif exists (select from absences where person_id = who and id <> new_id and first_day <= last and last_day >= first) then
    return 'awayTwice';
  elsif exists (select from absences where person_id = by_cover and first_day <= last and last_day >= greatest(first, today())) then
    return 'coverAway';
  elsif exists (select from absences where cover_id = who and id <> new_id and first_day <= last and last_day >= greatest(first, today())) then
    return 'awayCovers';
  end if;
  insert into absences (id, person_id, first_day, last_day, cover_id) values (new_id, who, first, last, by_cover)
  on conflict (id) do update set first_day = first, last_day = last, cover_id = by_cover;
  perform begin_cover(new_id);
  return null;
end $$;

-- Takes an absence back: one to come goes, and one that has begun ended yesterday. A second time changes nothing.
create function end_absence(absence uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare a absences;
begin
  select * into a from absences where id = absence;
  if a.id is null then
    return;
  end if;
  if not may_say_away(a.person_id) then
    raise insufficient_privilege;
  end if;
  perform end_cover(absence);
  if a.first_day < today() then
    update absences set last_day = today() - 1 where id = absence and last_day >= today();
  else
    delete from absences where id = absence;
  end if;
end $$;

-- Someone's absences from today on, for themself and those who lead. `without` are the young people for whom another person has to
-- cover; that somebody is kept from someone, and why, it does not say.
create function absences_of(who uuid) returns table (id uuid, first_day date, last_day date, cover_id uuid, cover_name text, without text[])
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select a.id, a.first_day, a.last_day, a.cover_id, p.name, array(
    select y.known_as from works_for(who, greatest(a.first_day, today()), a.last_day) as child join people y on y.id = child
    where is_restricted_at_all(child, a.cover_id) or not stands_there(child, a.cover_id, greatest(a.first_day, today()), a.last_day)
    order by y.known_as
  )
  from absences a join people p on p.id = a.cover_id
  where a.person_id = who and a.last_day >= today() and may_say_away(who)
  order by a.first_day;
end;

/* What waits for an answer with others, where the viewer leads or covers: that it waits, about whom and since when. No word of it,
   and not who wrote it. */
create function waiting_in_team() returns table (
  thread_id uuid, young_person_id uuid, known_as text, since timestamptz, due_at timestamptz, is_raised boolean, count bigint, answerers text[]
) language sql stable security definer set search_path = public, pg_temp
begin atomic
  select t.id, t.young_person_id, p.known_as, min(m.sent_at), min(m.answer_due_at), bool_or(m.is_raised), count(*), array(
    select w.name from readers_of(t.id) as reader join staff s on s.person_id = reader join people w on w.id = reader
    where not exists (select from absences a where a.person_id = reader and today() between a.first_day and a.last_day)
    order by w.name
  )
  from threads t join messages m on m.thread_id = t.id join people p on p.id = t.young_person_id
  where t.young_person_id in (select my_charges())
    and exists (
      select from circle_members c where c.young_person_id = t.young_person_id and c.person_id = current_person()
        and c.relation in ('cover', 'team lead') and c.from_day <= today() and (c.to_day is null or c.to_day >= today())
    )
    and current_person() not in (select readers_of(t.id))
    and m.author_id not in (select person_id from staff) and m.arrives_at <= now() and not is_answered(t.id, m.arrives_at)
  group by t.id, t.young_person_id, p.known_as;
end;

/* The viewer answers in someone's place, by a moment: they come into the conversation as everyone in it sees. False where somebody
   has answered meanwhile. Whoever is in it already stays as they are. */
create function step_in(thread uuid, due timestamptz) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  as_role text;
  made uuid;
begin
  select c.relation into as_role from threads t join circle_members c on c.young_person_id = t.young_person_id
  where t.id = thread and t.young_person_id in (select my_charges()) and c.person_id = current_person() and c.relation in ('cover', 'team lead')
    and c.from_day <= today() and (c.to_day is null or c.to_day >= today())
  order by c.relation limit 1
  for update of t;
  if as_role is null then
    raise insufficient_privilege;
  end if;
  if current_person() in (select readers_of(thread)) then
    return true;
  end if;
  made := join_to_answer(thread, current_person(), as_role);
  if made is null then
    return false;
  end if;
  perform promise_pass(made, due);
  return true;
end $$;

-- As before; and nobody waits for someone who has left to cover.
create or replace function let_go(worker uuid, passing jsonb) returns void
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
  -- What they were to cover, whoever does this covers, but for themself.
  delete from circle_members where person_id = worker and from_day > today();
  update absences set cover_id = current_person() where cover_id = worker and last_day >= today() and person_id <> current_person();
  perform begin_cover(id) from absences where cover_id = current_person() and last_day >= today();
  update circle_members set to_day = today() - 1
  where person_id = worker and relation in ('key worker', 'cover', 'team lead') and (to_day is null or to_day >= today());
  update staff set left_on = today() where person_id = worker;
  update sessions set ended_at = now() where person_id = worker and ended_at is null;
  update ways_in set stopped_at = now() where person_id = worker and used_at is null and stopped_at is null;
  delete from passkeys where person_id = worker;
  delete from logins where person_id = worker;
end $$;

revoke execute on function may_say_away, covers_for, possible_covers, works_for, stands_there, end_cover, begin_cover, cover_follows, cover_changes, keep_absence,
  end_absence, absences_of, waiting_in_team, step_in from public;
grant execute on function may_say_away, possible_covers, keep_absence, end_absence, absences_of, waiting_in_team, step_in to viewer;
