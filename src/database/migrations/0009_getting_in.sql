-- Getting in and staying in. Sessions end by themselves; passkeys; logins of others (OIDC); limits.

/* How often something was tried, by what and for whom. Keys are hashes or ids, never words. */
create table tries (
  what text not null,
  whom text not null,
  at timestamptz not null default clock_timestamp()
);
create index on tries (what, whom, at);

-- True where this may be tried once more; then it counts. One at a time for each key, so that many at once can not slip in.
create function take_try(what text, whom text, most int, span interval) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(take_try.what || '/' || take_try.whom, 0));
  delete from tries t where t.what = take_try.what and t.whom = take_try.whom and t.at < now() - span;
  if (select count(*) from tries t where t.what = take_try.what and t.whom = take_try.whom) >= most then
    return false;
  end if;
  insert into tries values (take_try.what, take_try.whom);
  return true;
end $$;

-- The same, where too many is an error. AS001 is ours: pages say "wait a little".
create function count_try(what text, whom text, most int, span interval) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not take_try(what, whom, most, span) then
    raise exception using errcode = 'AS001', message = 'too many';
  end if;
end $$;

alter table sessions
  -- To name a session to its own person, who may end it.
  add id uuid not null default uuidv7() unique,
  add method text not null default 'email' check (method in ('email', 'card', 'passkey', 'login', 'demo')),
  add seen_at timestamptz not null default now(),
  -- Seconds without a sign of the person, after which it ends.
  add idle int not null default 1200,
  -- As "Firefox on Android": what its person knows it by.
  add device text not null default '';

create table passkeys (
  -- As the browser says it: base64url.
  id text primary key,
  person_id uuid not null references people,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  device text not null default '',
  made_at timestamptz not null default now(),
  used_at timestamptz
);
create index on passkeys (person_id);

-- What a passkey signs. Each is for one use, within 5 minutes.
create table challenges (
  id uuid primary key,
  challenge text not null,
  expires_at timestamptz not null default now() + interval '5 minutes',
  used_at timestamptz
);
create index on challenges (expires_at);

-- Someone's login with NHS login or with the organisation: by who says it and their name for the person. Never by email.
create table logins (
  issuer text not null,
  subject text not null,
  person_id uuid not null references people,
  made_at timestamptz not null default now(),
  primary key (issuer, subject)
);
create index on logins (person_id);

call secure(array['tries', 'passkeys', 'challenges', 'logins']);

-- The session of this transaction, while it lives.
create function current_session() returns sessions language sql stable security definer set search_path = public, pg_temp
begin atomic
  select s from sessions s
  where token_hash = sha256(convert_to(current_setting('app.session', true), 'UTF8'))
    and ended_at is null and expires_at > now() and seen_at + make_interval(secs => idle) > now();
end;

/* Who asks. For staff an emailed link is not enough: with a session of that kind they are nobody yet, and may only make
   the passkey that they need (person_to_enrol). */
create or replace function current_person() returns uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select s.person_id from sessions s left join staff on staff.person_id = s.person_id
  where s.token_hash = sha256(convert_to(current_setting('app.session', true), 'UTF8'))
    and s.ended_at is null and s.expires_at > now() and s.seen_at + make_interval(secs => s.idle) > now()
    and (staff.person_id is null or s.method in ('passkey', 'login', 'demo'))
    and (staff.left_on is null or staff.left_on > today());
end;

create function person_to_enrol() returns uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select coalesce(current_person(), (
    select s.person_id from current_session() s join staff on staff.person_id = s.person_id
    where staff.left_on is null or staff.left_on > today()
  ));
end;

-- Notes that the person is still there, and gives the seconds until their session ends if they do nothing more.
create function stay() returns int language plpgsql security definer set search_path = public, pg_temp as $$
declare here sessions := current_session();
begin
  if here.id is null then
    return null;
  end if;
  update sessions set seen_at = now() where id = here.id and seen_at < now() - interval '10 seconds';
  return least(here.idle, extract(epoch from here.expires_at - now())::int);
end $$;

create function my_devices() returns table (id uuid, device text, method text, started_at timestamptz, seen_at timestamptz, is_this boolean)
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select s.id, s.device, s.method, s.started_at, s.seen_at, s.id = (select h.id from current_session() h)
  from sessions s
  where s.person_id = current_person() and s.ended_at is null and s.expires_at > now() and s.seen_at + make_interval(secs => s.idle) > now()
  order by s.seen_at desc;
end;

create function end_device(given uuid) returns void language sql security definer set search_path = public, pg_temp
begin atomic
  update sessions set ended_at = now() where id = given and person_id = current_person() and ended_at is null;
end;

-- Only from functions that know who it is.
create function open_session(person uuid, token bytea, how text, device text, is_shared boolean) returns uuid
language sql security definer set search_path = public, pg_temp
begin atomic
  insert into sessions (token_hash, person_id, method, device, idle, fresh_at)
  values (token, person, how, left(device, 60), case when is_shared then 300 else 1200 end,
    case when how = 'passkey' then now() end)
  returning person_id;
end;

-- Asking for an email. Someone whom nobody knows leaves the same row and the same job, so that the answer takes as long.
alter table sign_in_asks alter person_id drop not null;
alter table sign_in_asks alter address drop not null;
alter table sign_in_asks drop constraint sign_in_asks_address_fkey;
create index on sign_in_asks (expires_at);

create or replace function ask_to_sign_in(ask uuid, given_address text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  who uuid;
  given text := lower(given_address);
  mark text := encode(sha256(convert_to(given, 'UTF8')), 'hex');
begin
  select person_id into who from email_addresses where address = given;
  delete from sign_in_asks where expires_at < now() - interval '1 day';
  -- By address and by person: nobody's inbox is to be filled by someone else.
  if take_try('sign-in email', mark, 5, interval '15 minutes')
    and take_try('sign-in person', coalesce(who::text, mark), 10, interval '1 hour') then
    insert into sign_in_asks (id, person_id, address) values (ask, who, case when who is not null then given end) on conflict do nothing;
    if found then
      perform graphile_worker.add_job('sendSignIn', json_build_object('ask', ask));
    end if;
  end if;
end $$;

drop function use_sign_in_link(bytea, bytea);
create function use_sign_in_link(given_link bytea, new_session bytea, device text, is_shared boolean) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare who uuid;
begin
  -- One update, so that two at once can not both win.
  update sign_in_asks set used_at = now()
  where link_hash = given_link and used_at is null and expires_at > now() and person_id not in (select s.person_id from staff s)
  returning person_id into who;
  return case when who is not null then open_session(who, new_session, 'email', device, is_shared) end;
end $$;

drop function use_sign_in_code(uuid, bytea, bytea);
create function use_sign_in_code(ask uuid, given_code bytea, new_session bytea, device text, is_shared boolean) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare who uuid;
begin
  update sign_in_asks set code_tries = code_tries + 1,
    used_at = case when code_hash = given_code then now() end
  where id = ask and used_at is null and expires_at > now() and code_tries < 5 and code_hash is not null
    and person_id not in (select s.person_id from staff s)
  returning case when used_at is not null then person_id end into who;
  return case when who is not null then open_session(who, new_session, 'email', device, is_shared) end;
end $$;

drop function demo_sign_in(uuid, bytea);
create function demo_sign_in(who uuid, new_session bytea, device text) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform require_demo();
  return (select open_session(p.id, new_session, 'demo', device, false) from people p where p.id = who);
end $$;

-- In the demo nobody has a passkey, so the check that it is you is a button.
create function demo_freshen(token bytea) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform require_demo();
  update sessions set fresh_at = now() where token_hash = token and ended_at is null and method = 'demo';
end $$;

-- Passkeys. The pages check the signature; here a challenge is used once, and a counter never goes back.
create function make_challenge(new_id uuid, new_challenge text) returns void
language sql security definer set search_path = public, pg_temp
begin atomic
  delete from challenges where expires_at < now() - interval '1 hour';
  insert into challenges (id, challenge) values (new_id, new_challenge);
end;

create function find_challenge(given uuid) returns text language sql stable security definer set search_path = public, pg_temp
  return (select challenge from challenges where id = given and used_at is null and expires_at > now());

create function find_passkey(given text) returns table (public_key bytea, counter bigint, transports text[])
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select public_key, counter, transports from passkeys where id = given;
end;

create function use_challenge(given uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update challenges set used_at = now() where id = given and used_at is null and expires_at > now();
  return found;
end $$;

create function use_passkey(passkey text, given_challenge uuid, new_counter bigint, new_session bytea, device text, is_shared boolean) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare who uuid;
begin
  if not use_challenge(given_challenge) then
    return null;
  end if;
  update passkeys set counter = new_counter, used_at = now()
  where id = passkey and (new_counter > counter or (new_counter = 0 and counter = 0)) returning person_id into who;
  return case when who is not null then open_session(who, new_session, 'passkey', device, is_shared) end;
end $$;

-- The check that it is still you. Only with a passkey of the very person who is signed in.
create function freshen(passkey text, given_challenge uuid, new_counter bigint) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not use_challenge(given_challenge) then
    return false;
  end if;
  update passkeys set counter = new_counter, used_at = now()
  where id = passkey and person_id = current_person() and (new_counter > counter or (new_counter = 0 and counter = 0));
  if found then
    update sessions set fresh_at = now() where id = (select id from current_session());
    return found;
  end if;
  return false;
end $$;

/* Keeps a new passkey of the viewer; for staff who come by a link it is also the passkey check that lets them in. A second
   one for staff needs a check with the first. */
create function add_passkey(new_id text, given_challenge uuid, new_key bytea, new_counter bigint, new_transports text[], new_device text) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare who uuid := person_to_enrol();
begin
  if who is null or not use_challenge(given_challenge) then
    return false;
  end if;
  if exists (select from staff where person_id = who) and exists (select from passkeys where person_id = who) and not is_fresh() then
    return false;
  end if;
  insert into passkeys (id, person_id, public_key, counter, transports, device)
  values (new_id, who, new_key, new_counter, new_transports, left(new_device, 60)) on conflict do nothing;
  if not found then
    return false;
  end if;
  update sessions set method = 'passkey', fresh_at = now() where id = (select id from current_session());
  perform graphile_worker.add_job('sendNotice', json_build_object('person', who, 'kind', 'security'));
  return true;
end $$;

-- A session that came to more gets another token: one that someone saw before opens nothing.
create function renew_session(new_token bytea) returns void language sql security definer set search_path = public, pg_temp
begin atomic
  update sessions set token_hash = new_token where id = (select s.id from current_session() s);
end;

create function my_passkeys() returns table (id text, device text, made_at timestamptz, used_at timestamptz, transports text[])
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select id, device, made_at, used_at, transports from passkeys where person_id = person_to_enrol() order by made_at;
end;

-- Staff keep at least one.
create function remove_passkey(given text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from passkeys p where p.id = given and p.person_id = current_person() and (
    current_person() not in (select s.person_id from staff s)
    or exists (select from passkeys o where o.person_id = p.person_id and o.id <> given)
  );
  if not found then
    return false;
  end if;
  perform graphile_worker.add_job('sendNotice', json_build_object('person', current_person(), 'kind', 'security'));
  return true;
end $$;

-- Logins of others. Staff come by the organisation's, families by NHS login; neither opens the other's door.
create function use_login(given_issuer text, given_subject text, for_staff boolean, new_session bytea, device text) returns uuid
language sql security definer set search_path = public, pg_temp
begin atomic
  select open_session(l.person_id, new_session, 'login', device, false) from logins l
  where l.issuer = given_issuer and l.subject = given_subject
    and exists (select from staff s where s.person_id = l.person_id) = for_staff;
end;

create function add_login(given_issuer text, given_subject text, for_staff boolean) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare who uuid := person_to_enrol();
begin
  if who is null or exists (select from staff where person_id = who) <> for_staff then
    return false;
  end if;
  if for_staff and exists (select from passkeys where person_id = who) and not is_fresh() then
    return false;
  end if;
  insert into logins (issuer, subject, person_id) values (given_issuer, given_subject, who) on conflict do nothing;
  if not found then
    return exists (select from logins where issuer = given_issuer and subject = given_subject and person_id = who);
  end if;
  -- For staff it is also what lets them in.
  update sessions set method = 'login' where id = (select id from current_session()) and for_staff and method in ('email', 'card');
  perform graphile_worker.add_job('sendNotice', json_build_object('person', who, 'kind', 'security'));
  return true;
end $$;

create function my_logins() returns table (issuer text, made_at timestamptz) language sql stable security definer set search_path = public, pg_temp
begin atomic
  select issuer, made_at from logins where person_id = person_to_enrol() order by made_at;
end;

create function remove_login(given_issuer text) returns void language sql security definer set search_path = public, pg_temp
begin atomic
  delete from logins where issuer = given_issuer and person_id = current_person();
end;

-- Messages: enough for a bad night, too few for a flood.
create function count_message() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform count_try('message', new.author_id::text, 100, interval '1 hour');
  return new;
end $$;
create trigger counted before insert on messages for each row execute function count_message();

revoke execute on function take_try, count_try, current_session, person_to_enrol, stay, my_devices, end_device, open_session, use_sign_in_link,
  use_sign_in_code, demo_sign_in, demo_freshen, make_challenge, find_challenge, find_passkey, use_challenge, use_passkey, freshen, add_passkey, renew_session,
  my_passkeys, remove_passkey, use_login, add_login, my_logins, remove_login, count_message from public;
grant execute on function use_sign_in_link, use_sign_in_code, demo_sign_in, demo_freshen, make_challenge, find_challenge, find_passkey, use_passkey,
  use_login to web;
grant execute on function person_to_enrol, stay, my_devices, end_device, freshen, add_passkey, renew_session, my_passkeys, remove_passkey, add_login, my_logins,
  remove_login to viewer;

-- To staff goes another email: it holds no secret and says to use the passkey.
create policy "the worker reads who is staff" on staff for select to worker using (true);
grant select (person_id) on staff to worker;
