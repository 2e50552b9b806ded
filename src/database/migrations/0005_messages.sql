-- Conversations. A thread has fixed members; nobody else reads it, not even the rest of the circle.

create table threads (
  id uuid primary key default uuidv7(),
  young_person_id uuid not null references young_people
);

create table thread_members (
  thread_id uuid not null references threads,
  person_id uuid not null references people,
  primary key (thread_id, person_id)
);
create index on thread_members (person_id);

create table messages (
  -- The id of the form that it was written in: the same form sent twice is the same message.
  id uuid primary key,
  thread_id uuid not null references threads,
  author_id uuid not null references people,
  words text not null check (char_length(words) between 1 and 5000),
  sent_at timestamptz not null default clock_timestamp()
);
-- Messages are read by thread, newest last: an index that holds that order keeps the cost flat as threads grow.
create index on messages (thread_id, sent_at, id) include (author_id);

create table message_reads (
  message_id uuid not null references messages,
  person_id uuid not null references people,
  read_at timestamptz not null default now(),
  primary key (message_id, person_id)
);

-- A member whose place in the circle has ended has lost the thread with it.
create function my_threads() returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select thread_id from thread_members join threads on threads.id = thread_id
  where person_id = current_person() and young_person_id in (select my_young_people());
end;
revoke execute on function my_threads() from public;
grant execute on function my_threads() to viewer;

call secure(array['threads', 'thread_members', 'messages', 'message_reads']);

create policy "members see their threads" on threads for select to viewer using (id in (select my_threads()));
create policy "members see who is in the thread" on thread_members for select to viewer using (thread_id in (select my_threads()));
create policy "members read the messages" on messages for select to viewer using (thread_id in (select my_threads()));
create policy "members write messages as themselves" on messages for insert to viewer
  with check (thread_id in (select my_threads()) and author_id = (select current_person()));
create policy "members see who has read a message" on message_reads for select to viewer
  using (message_id in (select id from messages));
create policy "members mark messages as read by themselves" on message_reads for insert to viewer
  with check (person_id = (select current_person()) and message_id in (select id from messages));
-- Who is in a thread with you has a name, even when their place in the circle has ended since.
create policy "people see those in their threads" on people for select to viewer
  using (id in (select person_id from thread_members));

grant select on threads, thread_members, messages, message_reads to viewer;
-- sent_at is the database's, so that nobody writes in the past. No update, no delete: what was said stays said.
grant insert (id, thread_id, author_id, words) on messages to viewer;
grant insert (message_id, person_id) on message_reads to viewer;
