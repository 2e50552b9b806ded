-- What goes out by email. A notice says that there is something to read, and no more.

create table demo (
  only_row boolean primary key default true check (only_row),
  filled_at timestamptz not null default now()
);

-- Where a demo's emails land instead of at a mail server.
create table demo_emails (
  id uuid primary key default uuidv7(),
  to_address text not null,
  subject text not null,
  body text not null,
  sent_at timestamptz not null default now()
);

call secure(array['demo', 'demo_emails']);

create policy "the worker sees whether this is a demo" on demo for select to worker using (true);
create policy "the worker puts demo emails in the inbox" on demo_emails for insert to worker with check (true);
grant select on demo to worker;
grant insert (to_address, subject, body) on demo_emails to worker;

-- In the transaction of the message, so that there is never one without the other.
create function tell_thread() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform graphile_worker.add_job('sendNotice', json_build_object('person', person_id, 'kind', 'message'))
  from thread_members where thread_id = new.thread_id and person_id <> new.author_id;
  return new;
end $$;
create trigger tell_thread after insert on messages for each row execute function tell_thread();

-- The demo's doors. Each looks for the mark that only the demo leaves: on a real database they stay shut.
create function require_demo() returns void language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from demo) then
    raise insufficient_privilege using message = 'this database was not filled by the demo';
  end if;
end $$;

create function demo_people() returns table (id uuid, name text, place text, young_person text, born_on date)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  perform require_demo();
  return query
    select p.id, p.name, min(c.relation), string_agg(y.known_as, ', ' order by yp.born_on), min(yp.born_on)
    from people p
    join circle_members c on c.person_id = p.id
    join people y on y.id = c.young_person_id
    join young_people yp on yp.person_id = y.id
    group by p.id;
end $$;

create function demo_sign_in(who uuid, new_session bytea) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform require_demo();
  insert into sessions (token_hash, person_id) select new_session, people.id from people where people.id = who;
  return case when found then who end;
end $$;

create function demo_inbox() returns setof demo_emails
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  perform require_demo();
  return query select * from demo_emails order by sent_at desc, demo_emails.id desc limit 200;
end $$;

revoke execute on function tell_thread, require_demo, demo_people, demo_sign_in, demo_inbox from public;
grant execute on function demo_people, demo_sign_in, demo_inbox to web;
