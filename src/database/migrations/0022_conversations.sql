/* Conversations in which nothing gets lost: drafts, undo, corrections, and a question that is passed on when nobody answers.
   Nobody comes into one unseen: each who comes stands among its members, from when on, and until when. */

alter table thread_members
  -- Who came to answer in someone's place reads from what waits on, and not what was said before.
  add reads_from timestamptz,
  -- The last day on which they are in it. None: for good.
  add until_day date;

alter table messages
  add language text not null default 'en' check (language in ('en', 'cy', 'pl', 'ur')),
  -- A picture message: what it says, by the meanings of content/board.yaml. It has no words of its own.
  add pictures text[] not null default '{}' check (cardinality(pictures) <= 40),
  -- Nothing is changed after it was sent: a correction is a message of its own, beside what it corrects.
  add corrects_id uuid references messages,
  -- Until then only who wrote it sees it, and can take it back.
  add arrives_at timestamptz not null default clock_timestamp() + interval '10 seconds',
  add arrived_at timestamptz,
  -- It sounded like danger (content/danger-words): it comes first at the desk.
  add is_raised boolean not null default false,
  -- By when we promised an answer. None for what staff write.
  add answer_due_at timestamptz check (answer_due_at between sent_at and sent_at + interval '90 days'),
  -- Of whom. Where they are not in the conversation yet, they come into it with the message.
  add promised_to_id uuid references staff,
  drop constraint messages_words_check,
  add check (char_length(words) <= 5000 and (words <> '') = (cardinality(pictures) = 0));
update messages set arrives_at = sent_at, arrived_at = sent_at;
create index on messages (corrects_id) where corrects_id is not null;

-- What someone has begun to write, or to say with pictures, kept as they go: one of each kind for each conversation.
create table drafts (
  person_id uuid not null references people,
  thread_id uuid not null references threads,
  kind text not null check (kind in ('words', 'pictures', 'correction')),
  -- The message that it becomes has this id.
  form_id uuid not null,
  words text not null default '' check (char_length(words) <= 20000),
  pictures text[] not null default '{}' check (cardinality(pictures) <= 40),
  corrects_id uuid references messages check ((corrects_id is null) = (kind <> 'correction')),
  kept_at timestamptz not null default now(),
  primary key (person_id, thread_id, kind)
);

-- What someone took back must not come after all: a browser that waited for internet may send it once more.
create table taken_back (
  id uuid primary key,
  author_id uuid not null references people
);

-- A question that was not answered in time, or came while the key worker was away: who answers it now, and by when.
create table passes (
  id uuid primary key default uuidv7(),
  thread_id uuid not null references threads,
  message_id uuid not null references messages,
  to_id uuid not null references staff,
  role text not null check (role in ('cover', 'team lead')),
  passed_at timestamptz not null default now(),
  due_at timestamptz
);
create index on passes (thread_id, passed_at);
create index on passes (message_id);

call secure(array['drafts', 'taken_back', 'passes']);

create or replace function my_threads() returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select m.thread_id from thread_members m join threads t on t.id = m.thread_id
  where m.person_id = current_person() and m.left_at is null and (m.until_day is null or m.until_day >= today())
    and t.young_person_id in (select allowed('messages'));
end;
create or replace function my_open_threads() returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select m.thread_id from thread_members m join threads t on t.id = m.thread_id
  where m.person_id = current_person() and m.left_at is null and (m.until_day is null or m.until_day >= today())
    and t.young_person_id in (select readable('messages'));
end;

-- Who reads a conversation now: its members who are still in it, and may. Staff who have left cannot come in, as family neither.
create function readers_of(thread uuid) returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select m.person_id from thread_members m join threads t on t.id = m.thread_id
  where m.thread_id = thread and m.left_at is null and (m.until_day is null or m.until_day >= today())
    and t.young_person_id in (select allowed_to(m.person_id, 'messages'))
    and not exists (select from staff s where s.person_id = m.person_id and s.left_on <= today());
end;
-- The same for those who are in it: the box says who will read what they write.
create function my_readers(thread uuid) returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select readers_of(thread) where thread in (select my_threads());
end;
-- The conversations that the viewer does not read from their beginning, and from when they do: all at once, not one a message.
create function i_read_from() returns table (thread_id uuid, reads_from timestamptz) language sql stable security definer set search_path = public, pg_temp
begin atomic
  select m.thread_id, m.reads_from from thread_members m where m.person_id = current_person() and m.reads_from is not null;
end;
-- What has not arrived is taken back, and not corrected: nothing is left to point at what is gone.
create function is_mine(message uuid, thread uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  return exists (select from messages where id = message and thread_id = thread and author_id = current_person() and arrives_at <= now());

create policy "nobody but who wrote it sees a message before it arrives" on messages as restrictive for select to viewer
  using (arrives_at <= now() or author_id = (select current_person()));
create policy "who came to answer reads from what waits on" on messages as restrictive for select to viewer
  using (not exists (select from i_read_from() r where r.thread_id = messages.thread_id and sent_at < r.reads_from) or author_id = (select current_person()));
create policy "people correct what they wrote themselves" on messages as restrictive for insert to viewer
  with check (corrects_id is null or is_mine(corrects_id, thread_id));

-- As before, and asked of one message at a time: there are ever more of them.
alter policy "members see who has read a message" on message_reads using (exists (select from messages m where m.id = message_id));
alter policy "members mark messages as read by themselves" on message_reads
  with check (person_id = (select current_person()) and exists (select from messages m where m.id = message_id));

create policy "people see their own drafts" on drafts for select to viewer
  using (person_id = (select current_person()) and thread_id in (select my_threads()));
create policy "people keep their own drafts" on drafts for insert to viewer with check (
  person_id = (select current_person()) and thread_id in (select my_threads()) and (corrects_id is null or is_mine(corrects_id, thread_id))
);
create policy "people change their own drafts" on drafts for update to viewer
  using (person_id = (select current_person()) and thread_id in (select my_threads()))
  with check (
    person_id = (select current_person()) and thread_id in (select my_threads()) and (corrects_id is null or is_mine(corrects_id, thread_id))
  );
create policy "people throw their own drafts away" on drafts for delete to viewer
  using (person_id = (select current_person()) and thread_id in (select my_threads()));
create policy "members see to whom a question was passed on" on passes for select to viewer using (thread_id in (select my_threads()));

grant insert (language, pictures, corrects_id, is_raised, answer_due_at, promised_to_id) on messages to viewer;
grant select, insert (person_id, thread_id, kind, form_id, words, pictures, corrects_id), update (form_id, words, pictures, corrects_id, kept_at), delete on drafts to viewer;
grant select on passes to viewer;

-- What was sent is a draft no more. In 10 seconds it arrives: the job comes with it, or neither.
create or replace function tell_thread() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from drafts where person_id = new.author_id and thread_id = new.thread_id and form_id = new.id;
  perform graphile_worker.add_job('arrive', json_build_object('message', new.id), run_at => new.arrives_at);
  return new;
end $$;

create function refuse_taken_back() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from taken_back where id = new.id) then
    raise exception using errcode = 'AS004', message = 'taken back';
  end if;
  return new;
end $$;
create trigger refused before insert on messages for each row execute function refuse_taken_back();

-- What someone sent a moment ago goes back into their box, before what they began since. False once it has arrived.
create function take_back(message uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare m messages;
begin
  delete from messages where id = message and author_id = current_person() and arrives_at > now() and arrived_at is null returning * into m;
  if not found then
    return false;
  end if;
  insert into taken_back (id, author_id) values (m.id, m.author_id);
  insert into drafts (person_id, thread_id, kind, form_id, words, pictures, corrects_id)
  values (m.author_id, m.thread_id, case when m.corrects_id is not null then 'correction' when m.words = '' then 'pictures' else 'words' end,
    uuidv7(), m.words, m.pictures, m.corrects_id)
  on conflict (person_id, thread_id, kind) do update set kept_at = now(), corrects_id = excluded.corrects_id,
    words = left(concat_ws(E'\n\n', nullif(excluded.words, ''), nullif(drafts.words, '')), 20000),
    pictures = (excluded.pictures || drafts.pictures)[:40];
  return true;
end $$;

/* True where someone who works for the service has answered a question that arrived at a moment. What they sent before could not
   know of it; a correction of something older answers nothing; and what they may still take back is no answer yet. */
create function is_answered(thread uuid, arrived timestamptz) returns boolean language sql stable security definer set search_path = public, pg_temp
  return exists (
    select from messages a join staff s on s.person_id = a.author_id
    where a.thread_id = thread and a.sent_at > arrived and a.arrives_at <= now() and a.corrects_id is null
  );

-- Puts someone into a conversation to answer what waits in it. They read from there on, for a week at least.
create function join_to_answer(thread uuid, who uuid, as_role text) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  oldest messages;
  made uuid;
begin
  select m.* into oldest from messages m
  where m.thread_id = thread and m.author_id not in (select person_id from staff) and m.arrives_at <= now() and not is_answered(thread, m.arrives_at)
  order by m.sent_at, m.id limit 1;
  if oldest.id is null then
    return null;
  end if;
  insert into thread_members (thread_id, person_id, reads_from, until_day) values (thread, who, oldest.sent_at, today() + 7)
  on conflict (thread_id, person_id) do update set
    joined_at = now(), left_at = null, reads_from = oldest.sent_at, until_day = today() + 7
  where thread_members.left_at is not null or thread_members.until_day < today();
  insert into passes (thread_id, message_id, to_id, role) values (thread, oldest.id, who, as_role) returning id into made;
  -- Whoever steps in by themself is not told that they were asked.
  perform graphile_worker.add_job('sendNotice', json_build_object('person', who, 'kind', 'passed on', 'about', made))
  where who is distinct from current_person();
  perform pg_notify('changed', thread::text);
  return made;
end $$;

/* Passes a question on that nobody has answered: to who covers, then to the team lead. Gives who it is, with their hours and
   leave, to promise a day by; none where it is answered, is with someone whose time is not over, or nobody is left to ask. */
create function pass_on(message uuid) returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
declare
  m messages;
  child uuid;
  who uuid;
  as_role text;
  made uuid;
begin
  select * into m from messages where id = message;
  if m.id is null or is_answered(m.thread_id, m.arrives_at) then
    return null;
  end if;
  select young_person_id into child from threads where id = m.thread_id for update;
  if exists (
    select from passes p join messages first on first.id = p.message_id
    where p.thread_id = m.thread_id and not is_answered(m.thread_id, first.arrives_at) and p.due_at > now()
  ) then
    return null;
  end if;
  select c.person_id, c.relation into who, as_role from circle_members c
  where c.young_person_id = child and c.relation in ('cover', 'team lead') and c.from_day <= today() and (c.to_day is null or c.to_day >= today())
    and child in (select charges_of(c.person_id)) and c.person_id not in (select readers_of(m.thread_id))
    and not exists (select from absences a where a.person_id = c.person_id and today() between a.first_day and a.last_day)
  order by c.person_id = m.promised_to_id desc nulls last, c.relation, c.from_day desc limit 1;
  if who is null then
    return null;
  end if;
  made := join_to_answer(m.thread_id, who, as_role);
  return jsonb_build_object('pass', made) || answerer(who);
end $$;

-- When someone works and when they are away: days of leave from today on.
create function answerer(who uuid) returns jsonb language sql stable security definer set search_path = public, pg_temp
  return jsonb_build_object(
    'hours', (select coalesce(jsonb_agg(jsonb_build_object('weekday', weekday, 'startsAt', starts_at, 'endsAt', ends_at)), '[]') from working_hours where person_id = who),
    'away', (select coalesce(jsonb_agg(jsonb_build_object('firstDay', first_day, 'lastDay', last_day)), '[]') from absences where person_id = who and last_day >= today())
  );

-- By when whoever it was passed on to answers. Then it is looked at again.
create function promise_pass(pass uuid, due timestamptz) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update passes set due_at = due where id = pass;
  perform graphile_worker.add_job('passOn', json_build_object('message', message_id), run_at => due) from passes where id = pass;
end $$;

-- A message has arrived: everyone in the conversation is told, once. Gives whether its question goes on at once, as while the
-- key worker is away, or where nobody is there to promise.
create function arrive(message uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  m messages;
  child uuid;
begin
  update messages set arrived_at = now() where id = message and arrived_at is null returning * into m;
  if not found then
    return false;
  end if;
  select young_person_id into child from threads where id = m.thread_id;
  perform pg_notify('changed', m.thread_id::text);
  perform graphile_worker.add_job('sendNotice', json_build_object('person', reader, 'about', m.id,
    'kind', case when m.is_raised and reader in (select person_id from staff) then 'raised' else 'message' end))
  from readers_of(m.thread_id) as reader where reader <> m.author_id;
  -- Who leads the team learns that something sounds like danger, and not what it says.
  perform graphile_worker.add_job('sendNotice', json_build_object('person', lead, 'about', m.id, 'kind', 'raised'))
  from leads(child) as lead where m.is_raised and lead not in (select readers_of(m.thread_id)) and child in (select charges_of(lead));
  perform graphile_worker.add_job('remindUnread', json_build_object('message', m.id), run_at => now() + interval '2 days');
  if m.author_id in (select person_id from staff) then
    return false;
  end if;
  perform graphile_worker.add_job('passOn', json_build_object('message', m.id), run_at => m.answer_due_at) where m.answer_due_at is not null;
  return m.promised_to_id is null or m.promised_to_id not in (select readers_of(m.thread_id));
end $$;

-- Who has not read a message that came 2 days ago.
create function unread_by(message uuid) returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select reader from messages m cross join lateral readers_of(m.thread_id) as reader
  where m.id = message and reader <> m.author_id
    and not exists (select from message_reads r where r.message_id = m.id and r.person_id = reader)
    and not exists (select from thread_members t where t.thread_id = m.thread_id and t.person_id = reader and t.reads_from > m.sent_at);
end;

-- Whoever wrote it sees that it was read without a new page.
create function tell_of_reading() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_notify('changed', thread_id::text) from (select distinct m.thread_id from messages m join seen on seen.message_id = m.id) t;
  return null;
end $$;
create trigger tell_of_reading after insert on message_reads referencing new table as seen for each statement execute function tell_of_reading();

/* Staff begin a conversation of several: the young person, or family who may write, and they themself. Whoever is in it is
   in it from the start. The same people get the conversation that they have. */
create function start_thread(new_id uuid, child uuid, people uuid[]) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  -- The key worker is always in it: whoever begins it may cover for a few days only.
  everyone uuid[] := array(
    select unnest(people) union select current_person() union
    select c.person_id from circle_members c
    where c.young_person_id = child and c.relation = 'key worker' and c.from_day <= today() and (c.to_day is null or c.to_day >= today())
      and child in (select charges_of(c.person_id))
    order by 1
  );
  kept uuid;
begin
  if child not in (select my_charges()) or cardinality(people) = 0 or exists (
    select from unnest(people) as p where p <> current_person() and (child not in (select allowed_to(p, 'messages')) or p in (select person_id from staff))
  ) then
    raise insufficient_privilege;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(child::text, 0));
  select t.id into kept from threads t
  where t.young_person_id = child and everyone = array(
    select m.person_id from thread_members m where m.thread_id = t.id and m.left_at is null and m.until_day is null order by 1
  ) limit 1;
  if kept is not null then
    return kept;
  end if;
  -- Someone who goes back and asks others comes with the same form once more.
  insert into threads (id, young_person_id) values (case when exists (select from threads where id = new_id) then uuidv7() else new_id end, child)
  returning id into kept;
  insert into thread_members (thread_id, person_id) select kept, unnest(everyone);
  return kept;
end $$;

-- As before; and whoever had come only to answer is in it for good now.
-- Puts a new key worker in the place of the one there is. Their conversations pass on, and everyone in them is told.
create or replace function change_key_worker(young_person uuid, next_worker uuid) returns void
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
  on conflict (thread_id, person_id) do update set left_at = null, joined_at = now(), until_day = null, reads_from = null;
  update circle_members set to_day = today() - 1
  where young_person_id = young_person and relation = 'key worker' and person_id <> next_worker and (to_day is null or to_day >= today());
  insert into circle_members (young_person_id, person_id, relation, from_day) values (young_person, next_worker, 'key worker', today())
  on conflict (young_person_id, person_id, relation, from_day) do update set to_day = null;
  perform graphile_worker.add_job('sendNotice', json_build_object('person', c.person_id, 'kind', 'key worker'))
  from (select distinct person_id from circle_members where young_person_id = young_person and relation not in ('cover', 'team lead')
    and from_day <= today() and (to_day is null or to_day >= today())) c
  where not is_frozen(young_person);
end $$;

revoke execute on function refuse_taken_back, readers_of, my_readers, i_read_from, is_mine, take_back, is_answered, join_to_answer, pass_on, answerer, promise_pass, arrive,
  unread_by, tell_of_reading, start_thread from public;
grant execute on function my_readers, i_read_from, is_mine, take_back, start_thread to viewer;
grant execute on function pass_on, promise_pass, arrive, unread_by to worker;
