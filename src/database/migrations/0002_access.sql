-- Getting in. The web role may run these functions and nothing else until it becomes a viewer.

create table sign_in_asks (
  id uuid primary key,
  person_id uuid not null references people,
  address text not null references email_addresses,
  asked_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '15 minutes',
  -- Made by the worker as it writes the email, so that neither secret is ever stored or queued in the clear.
  link_hash bytea unique,
  code_hash bytea,
  code_tries smallint not null default 0,
  used_at timestamptz
);
create index on sign_in_asks (person_id, asked_at);

call secure(array['sign_in_asks']);

create policy "the worker writes the secrets of an ask that is still open" on sign_in_asks for all to worker
  using (used_at is null and expires_at > now());
grant select (id, person_id, address, used_at, expires_at), update (link_hash, code_hash) on sign_in_asks to worker;

-- Tells nothing: the answer is the same for an address that nobody here has.
create function ask_to_sign_in(ask uuid, given_address text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare who uuid;
begin
  select person_id into who from email_addresses where address = lower(given_address);
  if who is null then
    return;
  end if;
  -- One at a time for each person, so that many at once can not each be the fifth.
  perform pg_advisory_xact_lock(hashtextextended(who::text, 0));
  -- At most 5 emails in 15 minutes: nobody's inbox is to be filled by someone else.
  if (select count(*) from sign_in_asks where person_id = who and asked_at > now() - interval '15 minutes') >= 5 then
    return;
  end if;
  insert into sign_in_asks (id, person_id, address) values (ask, who, lower(given_address)) on conflict do nothing;
  if found then
    perform graphile_worker.add_job('sendSignIn', json_build_object('ask', ask));
  end if;
end $$;

-- Each use is one update, so that two at once can not both win.
create function use_sign_in_link(given_link bytea, new_session bytea) returns uuid
language sql security definer set search_path = public, pg_temp
begin atomic
  with used as (
    update sign_in_asks set used_at = now()
    where link_hash = given_link and used_at is null and expires_at > now() returning person_id
  )
  insert into sessions (token_hash, person_id) select new_session, person_id from used returning person_id;
end;

create function use_sign_in_code(ask uuid, given_code bytea, new_session bytea) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare who uuid;
begin
  update sign_in_asks set code_tries = code_tries + 1,
    used_at = case when code_hash = given_code then now() end
  where id = ask and used_at is null and expires_at > now() and code_tries < 5 and code_hash is not null
  returning case when used_at is not null then person_id end into who;
  if who is not null then
    insert into sessions (token_hash, person_id) values (new_session, who);
  end if;
  return who;
end $$;

create function end_session(token bytea) returns void
language sql security definer set search_path = public, pg_temp
begin atomic
  update sessions set ended_at = now() where token_hash = token and ended_at is null;
end;

revoke execute on function ask_to_sign_in, use_sign_in_link, use_sign_in_code, end_session from public;
grant execute on function ask_to_sign_in, use_sign_in_link, use_sign_in_code, end_session to web;
