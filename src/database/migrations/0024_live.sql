-- What shows without a reload, and what waits in the browser until there is internet.

-- How many seconds a session still has. Unlike stay() it is no sign of anyone: a page that looks by itself keeps nobody in.
create function time_left() returns int language sql stable security definer set search_path = public, pg_temp
begin atomic
  select extract(epoch from least(s.expires_at, s.seen_at + make_interval(secs => s.idle)) - now())::int from current_session() s;
end;

/* Whether something happened in a conversation since a moment: a message arrived, someone read, or a question was passed on. It tells
   nothing of what, so nobody looks at a record by asking, and the audit hears of it only once they read. Null where it is not theirs. */
create function has_changed(thread uuid, since timestamptz) returns boolean language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select from messages m where m.thread_id = t.id and m.sent_at > since - interval '1 hour' and m.arrives_at > since and m.arrives_at <= now())
    or exists (select from message_reads r join messages m on m.id = r.message_id where m.thread_id = t.id and r.read_at > since)
    or exists (select from passes p where p.thread_id = t.id and p.passed_at > since)
  from threads t where t.id = thread and t.id in (select my_threads());
end;

/* The key for what someone's own browser keeps until there is internet. It comes with their page and is never on the device, so
   that after they have signed out nobody can read it there. It is made from one secret (244 bits of chance) that leaves the
   database no other way. Hashed with the person's id, and once more with the secret: as both always have the same length, nobody can
   make another key from one that they have. */
create table device_secrets (
  id boolean primary key default true check (id),
  secret bytea not null
);
insert into device_secrets (secret) values (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
call secure(array['device_secrets']);

-- None where other people use the device: there, nothing is kept.
create function my_device_key() returns bytea language sql stable security definer set search_path = public, pg_temp
begin atomic
  select sha256(d.secret || sha256(d.secret || uuid_send(current_person()))) from device_secrets d where not on_shared_device();
end;

revoke execute on function time_left, has_changed, my_device_key from public;
grant execute on function time_left, has_changed, my_device_key to viewer;
