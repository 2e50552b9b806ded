-- Coming in by invitation, and getting back in. The secret of a way in is known to the person who uses it, and to nobody else.

create table ways_in (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('invitation', 'back in', 'staff')),
  -- None until someone new takes up an invitation.
  person_id uuid references people,
  -- Where its link goes. None: it is a card, printed and handed over in person.
  address text,
  opens_at timestamptz not null default now(),
  ends_at timestamptz not null default now() + interval '7 days',
  -- Made by the worker as it writes the email, or as the card is printed. Only hashes are kept.
  link_hash bytea unique,
  words_hash bytea,
  -- What is printed on a card besides its words.
  card_number int unique check (card_number between 100000 and 999999),
  tries smallint not null default 0,
  used_at timestamptz,
  stopped_at timestamptz
);
create index on ways_in (person_id);

create table invitations (
  id uuid primary key default uuidv7(),
  young_person_id uuid not null references young_people,
  -- Someone who is here already, or who took it up.
  person_id uuid references people,
  name text not null check (char_length(name) between 1 and 120),
  known_as text not null check (char_length(known_as) between 1 and 60),
  address text check (address = lower(address) and char_length(address) <= 254),
  relation text not null check (relation in ('young person', 'parent or carer', 'other family', 'advocate', 'other professional')),
  parental_responsibility boolean not null default false,
  -- What is shared with them from the start, and who agreed to it.
  categories text[] not null default '{}' check (categories <@ array[
    'plan', 'hard times', 'reviews', 'my views', 'messages', 'contacts', 'rating', 'documents'
  ]),
  agreed_by uuid references people,
  made_by uuid not null references staff,
  made_at timestamptz not null default now(),
  confirmed_by uuid references staff check (confirmed_by <> made_by),
  confirmed_at timestamptz,
  withdrawn_by uuid references staff,
  withdrawn_at timestamptz,
  way_id uuid references ways_in,
  -- "Is this the right child?"
  answer text check (answer in ('yes', 'no')),
  answered_at timestamptz,
  check (not parental_responsibility or relation = 'parent or carer')
);
create index on invitations (young_person_id);
create index on invitations (person_id);

create table recoveries (
  id uuid primary key default uuidv7(),
  person_id uuid not null references people,
  -- The young person for whose family this is done. None for staff.
  young_person_id uuid references young_people,
  way_id uuid not null references ways_in,
  is_face_to_face boolean not null,
  started_by uuid not null references staff,
  started_at timestamptz not null default now(),
  stopped_at timestamptz
);
create index on recoveries (person_id);

call secure(array['ways_in', 'invitations', 'recoveries']);

-- Someone who could act for a child, or see all of it, is not let in by one member of staff alone.
create function needs_second(relation text, parental_responsibility boolean) returns boolean language sql immutable
  return parental_responsibility or relation in ('young person', 'other professional');

create function new_way_in(new_kind text, person uuid, to_address text, opens timestamptz) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare made uuid;
begin
  for i in 1..20 loop
    insert into ways_in (kind, person_id, address, opens_at, ends_at, card_number)
    values (new_kind, person, to_address, opens, opens + interval '7 days', case when to_address is null then 100000 + floor(random() * 900000)::int end)
    on conflict (card_number) do nothing returning id into made;
    exit when made is not null;
  end loop;
  if to_address is not null then
    perform graphile_worker.add_job('sendWayIn', json_build_object('way', made), run_at => opens);
  end if;
  return made;
end $$;

-- As an invitation is made or confirmed: its way in, or for someone who is here already only a notice.
create function open_invitation() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.way_id is null and new.withdrawn_by is null and (new.confirmed_by is not null or not needs_second(new.relation, new.parental_responsibility)) then
    if new.person_id is not null and new.relation <> 'young person' then
      perform graphile_worker.add_job('sendNotice', json_build_object('person', new.person_id, 'kind', 'invitation'));
    else
      new.way_id := new_way_in('invitation', new.person_id, new.address, now());
    end if;
  elsif tg_op = 'INSERT' then
    perform graphile_worker.add_job('sendNotice', json_build_object('person', c.person_id, 'kind', 'confirm'))
    from (select distinct person_id from circle_members where young_person_id = new.young_person_id and person_id <> new.made_by
      and relation in ('key worker', 'cover', 'team lead') and from_day <= today() and (to_day is null or to_day >= today())) c;
  end if;
  if new.withdrawn_by is not null then
    update ways_in set stopped_at = now() where id = new.way_id and used_at is null and stopped_at is null;
  end if;
  return new;
end $$;

create trigger a_stamped before insert or update on invitations for each row execute function stamp('made', 'confirmed', 'withdrawn');
create trigger b_opened before insert or update of confirmed_by, withdrawn_by on invitations for each row execute function open_invitation();
create trigger noted after insert or update on invitations for each row execute function note_change('invitation');

/* Invites. An address belongs to one person: with another name it is refused (AS002), so that two who share an inbox never
   become one. Gives the id. */
create function invite(
  new_id uuid, young_person uuid, new_name text, new_known_as text, new_address text, new_relation text, has_responsibility boolean,
  shared text[], agreed uuid
) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare
  given text := nullif(lower(new_address), '');
  known people;
begin
  if young_person not in (select my_charges()) or not is_fresh() then
    raise insufficient_privilege;
  end if;
  -- The same form pressed twice at once is one invitation too.
  perform pg_advisory_xact_lock(hashtextextended('invitation/' || new_id, 0));
  if exists (select from invitations i where i.id = new_id) then
    return new_id;
  end if;
  perform count_try('invitation by', current_person()::text, 30, interval '1 day');
  perform count_try('invitation about', young_person::text, 20, interval '1 day');
  perform count_try('invitation to', encode(sha256(convert_to(coalesce(given, new_id::text), 'UTF8')), 'hex'), 5, interval '1 day');
  select p.* into known from people p join email_addresses a on a.person_id = p.id where a.address = given;
  if new_relation = 'young person' then
    if known.id is not null and known.id <> young_person then
      raise exception using errcode = 'AS002', message = 'taken';
    end if;
    select p.* into known from people p where p.id = young_person;
  elsif known.id is not null and (lower(known.name) <> lower(new_name) or known.id = young_person or known.id in (select s.person_id from staff s)) then
    raise exception using errcode = 'AS002', message = 'taken';
  end if;
  insert into invitations (id, young_person_id, person_id, name, known_as, address, relation, parental_responsibility, categories, agreed_by, made_by)
  values (new_id, young_person, known.id, coalesce(known.name, new_name), coalesce(known.known_as, new_known_as), given, new_relation,
    has_responsibility, case when new_relation = 'young person' then '{}' else shared end, agreed, current_person());
  return new_id;
end $$;

-- Puts the secrets on a card, for whoever made it and as often as it is printed; an earlier print then no longer works.
create function print_card(way uuid, new_link bytea, new_words bytea) returns int
language sql security definer set search_path = public, pg_temp
begin atomic
  update ways_in set link_hash = new_link, words_hash = new_words, tries = 0
  where id = way and address is null and used_at is null and stopped_at is null and ends_at > now() and is_fresh()
    and (exists (select from invitations i where i.way_id = way and i.withdrawn_by is null and i.young_person_id in (select my_charges()))
      or exists (select from recoveries r where r.way_id = way and r.started_by = current_person()))
  returning card_number;
end;

-- What a link is for and from when it works, before anyone presses anything. It names nobody.
create function find_way_in(given_link bytea) returns table (kind text, opens_at timestamptz)
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select kind, opens_at from ways_in where link_hash = given_link and used_at is null and stopped_at is null and ends_at > now();
end;

create function enter_by(way ways_in, new_session bytea, device text, is_shared boolean) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  who uuid := way.person_id;
  invitation invitations;
begin
  if way.kind = 'invitation' then
    select * into invitation from invitations where way_id = way.id for update;
    if who is null then
      -- Invited to two young people, and came in by the other one since.
      select p.id into who from people p join email_addresses a on a.person_id = p.id
      where a.address = way.address and lower(p.name) = lower(invitation.name) and p.id <> invitation.young_person_id
        and p.id not in (select s.person_id from staff s);
      update invitations set person_id = who where id = invitation.id;
    end if;
    if who is null then
      insert into people (name, known_as) values (invitation.name, invitation.known_as) returning id into who;
      update invitations set person_id = who where id = invitation.id;
    end if;
  elsif way.kind = 'back in' then
    update sessions set ended_at = now() where person_id = who and ended_at is null;
    delete from passkeys where person_id = who;
    delete from logins where person_id = who;
    if way.address is not null then
      delete from email_addresses where person_id = who and address <> way.address;
    end if;
  end if;
  if way.address is not null then
    insert into email_addresses (address, person_id) values (way.address, who) on conflict do nothing;
    -- Someone else came to have this address since.
    if not exists (select from email_addresses where address = way.address and person_id = who) then
      raise exception using errcode = 'AS002', message = 'taken';
    end if;
  end if;
  update ways_in set used_at = now(), person_id = who where id = way.id;
  return open_session(who, new_session, case when way.address is null then 'card' else 'email' end, device, is_shared);
end $$;

create function use_way_in(given_link bytea, new_session bytea, device text, is_shared boolean) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare way ways_in;
begin
  select * into way from ways_in
  where link_hash = given_link and used_at is null and stopped_at is null and opens_at <= now() and ends_at > now() for update;
  return case when way.id is not null then enter_by(way, new_session, device, is_shared) end;
end $$;

-- The card with this number, for the salt of its words. Nothing tells whether there is one.
create function find_card(given_number int) returns uuid language sql stable security definer set search_path = public, pg_temp
  return (select id from ways_in where card_number = given_number);

create function use_card(card uuid, given_words bytea, new_session bytea, device text, is_shared boolean) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare way ways_in;
begin
  update ways_in set tries = tries + 1
  where id = card and used_at is null and stopped_at is null and opens_at <= now() and ends_at > now() and tries < 5 and words_hash is not null
  returning * into way;
  return case when way.words_hash = given_words then enter_by(way, new_session, device, is_shared) end;
end $$;

-- What waits for the viewer's answer: "Is this the right child?" It shows just enough to know.
create function my_invitations() returns table (id uuid, known_as text, age int, relation text)
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select i.id, p.known_as, age_on(y.born_on, today()), i.relation
  from invitations i join people p on p.id = i.young_person_id join young_people y on y.person_id = p.id
  where i.person_id = current_person() and i.answer is null and i.withdrawn_by is null
    and (i.confirmed_by is not null or not needs_second(i.relation, i.parental_responsibility))
    and (i.way_id is not null or coalesce(i.confirmed_at, i.made_at) > now() - interval '7 days')
    and (i.way_id is null or exists (select from ways_in w where w.id = i.way_id and w.used_at is not null));
end;

-- Gives whose pages they now have; none where it was the wrong child.
create function answer_invitation(given uuid, is_right boolean) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  i invitations;
  used timestamptz;
  new_thread uuid;
  worker uuid;
begin
  if given not in (select m.id from my_invitations() m) then
    raise insufficient_privilege;
  end if;
  update invitations set answer = case when is_right then 'yes' else 'no' end, answered_at = now() where id = given returning * into i;
  perform graphile_worker.add_job('sendNotice', json_build_object('person', i.made_by, 'kind', 'answer'));
  if not is_right then
    -- Someone who came only for this is here no more.
    if not exists (select from circle_members where person_id = i.person_id) and not exists (select from my_invitations()) then
      update sessions set ended_at = now() where person_id = i.person_id and ended_at is null;
      delete from email_addresses where person_id = i.person_id;
      delete from passkeys where person_id = i.person_id;
      delete from logins where person_id = i.person_id;
    elsif i.relation = 'young person' then
      -- It reached someone else: whatever came with it goes, and the young person keeps what they had before.
      select w.used_at into used from ways_in w where w.id = i.way_id;
      update sessions set ended_at = now() where person_id = i.person_id and ended_at is null and started_at >= used;
      delete from email_addresses where person_id = i.person_id and address = i.address;
      delete from passkeys where person_id = i.person_id and made_at >= used;
      delete from logins where person_id = i.person_id and made_at >= used;
    end if;
    return null;
  end if;
  insert into circle_members (young_person_id, person_id, relation, parental_responsibility, from_day)
  select i.young_person_id, i.person_id, i.relation, i.parental_responsibility, today()
  where not exists (
    select from circle_members c where c.young_person_id = i.young_person_id and c.person_id = i.person_id and c.relation = i.relation
      and (c.to_day is null or c.to_day >= today())
  );
  -- Who has parental responsibility may agree for themself as they come in: the key worker and a second one wrote it down.
  -- Where it has become someone else's decision since, nothing is shared.
  insert into grants (young_person_id, person_id, category, stage, basis, agreed_by, given_by)
  select i.young_person_id, i.person_id, category, stage, basis, agreed, i.made_by
  from unnest(i.categories) as category, stage_of(i.young_person_id) as stage, decider(i.young_person_id, stage) as basis,
    lateral (select case
      when basis = 'parental responsibility' and i.agreed_by is null and i.parental_responsibility then i.person_id else i.agreed_by
    end as agreed) a
  where may_give(i.young_person_id, i.person_id, stage, basis, agreed)
  on conflict do nothing;
  select c.person_id into worker from circle_members c
  where c.young_person_id = i.young_person_id and c.relation = 'key worker' and c.from_day <= today() and (c.to_day is null or c.to_day >= today())
  order by c.from_day desc limit 1;
  if worker is not null and not exists (
    select from thread_members m join threads t on t.id = m.thread_id where t.young_person_id = i.young_person_id and m.person_id = i.person_id and m.left_at is null
  ) then
    insert into threads (young_person_id) values (i.young_person_id) returning id into new_thread;
    insert into thread_members (thread_id, person_id) values (new_thread, i.person_id), (new_thread, worker);
  end if;
  return i.young_person_id;
end $$;

alter table thread_members add joined_at timestamptz not null default now(), add left_at timestamptz;

/* Helps someone back in. Their sessions end now; every address of theirs is told; with a wait of 24 hours unless they stand
   here. A key worker does it for the family of those they work for, a team lead for staff. */
create function help_back_in(person uuid, young_person uuid, new_address text, face_to_face boolean) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  given text := nullif(lower(new_address), '');
  way uuid;
  is_theirs boolean;
begin
  is_theirs := case
    when person in (select s.person_id from staff s) then person <> current_person() and exists (
      select from staff me join staff other on other.person_id = person
      where me.person_id = current_person() and me.job = 'team lead' and (other.left_on is null or other.left_on > today()) and (
        other.area = me.area
        or exists (select from circle_members c where c.person_id = other.person_id and c.young_person_id in (select my_charges()))
      )
    )
    else young_person in (select my_charges()) and exists (
      select from circle_members c where c.young_person_id = young_person and c.person_id = person
        and c.from_day <= today() and (c.to_day is null or c.to_day >= today())
    )
  end;
  if not is_theirs or not is_fresh() then
    raise insufficient_privilege;
  end if;
  if exists (select from email_addresses a where a.address = given and a.person_id <> person) then
    raise exception using errcode = 'AS002', message = 'taken';
  end if;
  perform count_try('back in', person::text, 5, interval '1 day');
  update ways_in set stopped_at = now() where person_id = person and kind = 'back in' and used_at is null and stopped_at is null;
  update sessions set ended_at = now() where person_id = person and ended_at is null;
  way := new_way_in('back in', person, given, case when face_to_face then now() else now() + interval '24 hours' end);
  insert into recoveries (person_id, young_person_id, way_id, is_face_to_face, started_by)
  values (person, young_person, way, face_to_face, current_person());
  perform graphile_worker.add_job('sendNotice', json_build_object('person', person, 'kind', 'back in'));
  if young_person is not null then
    insert into audit_entries (young_person_id, actor_id, act, what, row_id) values (young_person, current_person(), 'change', 'back in', person);
  end if;
  return way;
end $$;

-- Whether someone helps the viewer back in, from when; and the way to stop it, for when they never asked.
create function my_way_back() returns timestamptz language sql stable security definer set search_path = public, pg_temp
  return (select max(opens_at) from ways_in where person_id = current_person() and kind = 'back in' and used_at is null and stopped_at is null and ends_at > now());

create function stop_way_back() returns void language sql security definer set search_path = public, pg_temp
begin atomic
  update ways_in set stopped_at = now() where person_id = current_person() and kind = 'back in' and used_at is null and stopped_at is null;
  update recoveries set stopped_at = now() where person_id = current_person() and stopped_at is null
    and way_id in (select w.id from ways_in w where w.stopped_at is not null);
end;

revoke execute on function needs_second, new_way_in, open_invitation, invite, print_card, find_way_in, enter_by, use_way_in, find_card, use_card,
  my_invitations, answer_invitation, help_back_in, my_way_back, stop_way_back from public;
grant execute on function find_way_in, use_way_in, find_card, use_card to web;
grant execute on function needs_second, invite, print_card, my_invitations, answer_invitation, help_back_in, my_way_back, stop_way_back to viewer;

create policy "staff see invitations" on invitations for select to viewer using (young_person_id in (select my_charges()));
create policy "a second member of staff confirms, and staff withdraw, freshly checked" on invitations for update to viewer
  using (young_person_id in (select my_charges()) and (select is_fresh()) and answer is null)
  with check (confirmed_by is null or confirmed_by <> made_by);
create policy "staff see whom they help back in" on recoveries for select to viewer
  using (started_by = (select current_person()) or young_person_id in (select my_charges()));
create policy "staff see the cards and emails of those they work for" on ways_in for select to viewer
  using (id in (select way_id from invitations) or id in (select way_id from recoveries));
create policy "the worker writes the secret of a way in that is still open" on ways_in for all to worker
  using (used_at is null and stopped_at is null and ends_at > now());
grant select on invitations, recoveries to viewer;
-- Whom an invitation is for is decided once: no other column changes.
grant update (confirmed_by, withdrawn_by) on invitations to viewer;
grant select (id, kind, opens_at, ends_at, card_number, used_at, stopped_at) on ways_in to viewer;
grant select (id, kind, person_id, address, used_at, stopped_at, ends_at), update (link_hash) on ways_in to worker;
