-- Notices that are safe: by email, text or on a device, as each person chose, and once each.

-- Of the channel that the demo did not send on.
alter table demo_emails add channel text not null default 'email' check (channel in ('email', 'text', 'push'));
grant insert (channel) on demo_emails to worker;

-- How someone wants to be told. Without a row: by email to the addresses that they sign in with, at any time.
create table notice_choices (
  person_id uuid primary key references people,
  by_email boolean not null default true,
  by_text boolean not null default false,
  by_push boolean not null default false,
  -- The hours in which it is safe, by the clock in London; over midnight where it ends earlier than it begins.
  safe_from time,
  safe_until time check (safe_until <> safe_from),
  -- Another address, and a number, that they showed to be theirs. Only confirm_place() writes them.
  email text,
  mobile text,
  check ((safe_from is null) = (safe_until is null)),
  check (mobile is not null or not by_text)
);

-- An address or a number that someone wants notices at, until they write the code that went there.
create table notice_asks (
  id uuid primary key,
  person_id uuid not null references people,
  channel text not null check (channel in ('email', 'text')),
  place text not null check (char_length(place) between 1 and 254),
  asked_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '15 minutes',
  -- Made by the worker as it sends the code, so that it is never stored or queued in the clear.
  code_hash bytea,
  code_tries smallint not null default 0,
  used_at timestamptz
);
create index on notice_asks (person_id);

-- The session that the same person had next in the same browser.
alter table sessions add replaced_by uuid references sessions (id);

-- The browsers in which someone turned notices on. Whoever uses a browser next takes its place.
create table push_subscriptions (
  id uuid primary key default uuidv7(),
  person_id uuid not null references people,
  -- Where they signed in as they turned it on. It ends with that.
  session_id uuid references sessions (id),
  endpoint text not null unique check (char_length(endpoint) <= 1000),
  p256dh text not null check (char_length(p256dh) <= 200),
  auth text not null check (char_length(auth) <= 100),
  device text not null default '',
  made_at timestamptz not null default now()
);
create index on push_subscriptions (person_id);
create index on push_subscriptions (session_id);

-- What there is to tell, once for each person, kind and what it is about. It holds no words.
create table notices (
  id uuid primary key default uuidv7(),
  person_id uuid not null references people,
  kind text not null,
  about text not null,
  -- What of whose record it is about, as readers_of_news() takes it. None where it is about nobody's, as of a conversation.
  news jsonb,
  made_at timestamptz not null default now(),
  -- The first notice of the hour in which it came: those after the third wait for its end.
  hour_from timestamptz not null,
  waits boolean not null,
  tell_at timestamptz not null,
  -- The notice that told of this one: itself, or one for many. Itself also where there was nothing left to tell.
  told_by uuid references notices,
  unique (person_id, kind, about)
);
create index on notices (person_id, hour_from);
create index on notices (person_id, tell_at) where told_by is null;
create index on notices (told_by);

-- One notice on its way to one place. Each goes alone, so that what fails is tried again and what arrived is not.
create table notice_deliveries (
  id uuid primary key default uuidv7(),
  notice_id uuid not null references notices,
  person_id uuid not null references people,
  -- Its kind, or 'many'.
  says text not null,
  channel text not null check (channel in ('email', 'text', 'push')),
  -- The address, the number, or the id of the subscription. Empty once its owner took it away.
  place text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'refused', 'not wanted')),
  state_at timestamptz not null default now(),
  -- What the provider calls it, to ask later what came of it.
  provider_id text,
  unique (notice_id, channel, place)
);
create index on notice_deliveries (person_id, channel, state_at);

-- Up to when a member of staff has seen that notices to someone did not arrive.
create table failures_seen (
  staff_id uuid not null references staff,
  person_id uuid not null references people,
  channel text not null check (channel in ('email', 'text', 'push')),
  seen_at timestamptz not null default now(),
  primary key (staff_id, person_id, channel)
);

call secure(array['notice_choices', 'notice_asks', 'push_subscriptions', 'notices', 'notice_deliveries', 'failures_seen']);

create policy "people see how they are told" on notice_choices for select to viewer using (person_id = (select current_person()));
create policy "people choose how they are told" on notice_choices for insert to viewer with check (person_id = (select current_person()));
create policy "people change how they are told" on notice_choices for update to viewer using (person_id = (select current_person()));
create policy "people see their own devices for notices" on push_subscriptions for select to viewer using (person_id = (select current_person()));
create policy "people turn notices off on a device" on push_subscriptions for delete to viewer using (person_id = (select current_person()));
create policy "the worker reads how people are told" on notice_choices for select to worker using (true);
create policy "the worker writes the code of an ask that is still open" on notice_asks for all to worker using (used_at is null and expires_at > now());
create policy "the worker reads the devices for notices" on push_subscriptions for select to worker using (true);
create policy "the worker ends what a device no longer takes" on push_subscriptions for delete to worker using (true);
create policy "the worker keeps what there is to tell" on notices for all to worker using (true) with check (true);
create policy "the worker keeps what is on its way" on notice_deliveries for all to worker using (true) with check (true);

-- The address and the number are not granted for writing: a place is theirs only once a code came back from it.
grant select, insert (person_id, by_email, by_text, by_push, safe_from, safe_until), update (by_email, by_text, by_push, safe_from, safe_until)
  on notice_choices to viewer;
grant select (id, person_id, device, made_at), delete on push_subscriptions to viewer;
grant select on notice_choices, push_subscriptions to worker;
grant delete on push_subscriptions to worker;
grant select (id, person_id, channel, place, used_at, expires_at), update (code_hash) on notice_asks to worker;
grant select, insert, update (told_by) on notices to worker;
grant select, insert, update (state, state_at, provider_id) on notice_deliveries to worker;

-- Asks for a code. The same form twice is one ask; the newest is the one that counts.
create function ask_for_place(ask uuid, new_channel text, new_place text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare who uuid := current_person();
begin
  if who is null then
    raise insufficient_privilege;
  end if;
  if exists (select from notice_asks where id = ask and person_id = who) then
    return;
  end if;
  -- By person and by place: nobody's phone is to be filled by someone else.
  perform count_try('notice code', who::text, 5, interval '15 minutes');
  perform count_try('notice place', encode(sha256(convert_to(new_place, 'UTF8')), 'hex'), 5, interval '1 hour');
  delete from notice_asks where person_id = who or expires_at < now() - interval '1 day';
  insert into notice_asks (id, person_id, channel, place) values (ask, who, new_channel, new_place);
  perform graphile_worker.add_job('sendNoticeCode', json_build_object('ask', ask));
end $$;

create function my_place_ask() returns table (id uuid, channel text, place text) language sql stable security definer set search_path = public, pg_temp
begin atomic
  select id, channel, place from notice_asks
  where person_id = current_person() and used_at is null and expires_at > now() and code_tries < 5;
end;

create function stop_place_ask() returns void language sql security definer set search_path = public, pg_temp
begin atomic
  delete from notice_asks where person_id = current_person();
end;

-- True where the code is the one that was sent. The place is theirs from then on, and notices go there.
create function confirm_place(ask uuid, given_code bytea) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare a notice_asks;
begin
  update notice_asks set code_tries = code_tries + 1, used_at = case when code_hash = given_code then now() end
  where id = ask and person_id = current_person() and used_at is null and expires_at > now() and code_tries < 5 and code_hash is not null
  returning * into a;
  if a.used_at is null then
    return false;
  end if;
  insert into notice_choices as c (person_id, by_text, email, mobile)
  values (a.person_id, a.channel = 'text', case when a.channel = 'email' then a.place end, case when a.channel = 'text' then a.place end)
  on conflict (person_id) do update set
    by_email = c.by_email or a.channel = 'email', by_text = c.by_text or a.channel = 'text',
    email = coalesce(excluded.email, c.email), mobile = coalesce(excluded.mobile, c.mobile);
  return true;
end $$;

create function forget_place(old_channel text) returns void language sql security definer set search_path = public, pg_temp
begin atomic
  update notice_choices set
    email = case when old_channel = 'email' then null else email end,
    mobile = case when old_channel = 'text' then null else mobile end,
    by_text = by_text and old_channel <> 'text'
  where person_id = current_person();
end;

-- The endpoint is the browser's secret, so who gives it has the browser in hand. A person has 10 at most.
create function add_push(new_endpoint text, new_p256dh text, new_auth text, new_device text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  who uuid := current_person();
  here uuid;
begin
  -- Held until the end: whoever signs this device out from elsewhere comes before, and it is refused, or after, and ends it.
  select s.id into here from sessions s where s.id = (select c.id from current_session() c) and s.ended_at is null for share;
  if who is null or here is null or on_shared_device() then
    raise insufficient_privilege;
  end if;
  perform count_try('push', who::text, 20, interval '1 hour');
  insert into push_subscriptions (person_id, session_id, endpoint, p256dh, auth, device)
  values (who, here, new_endpoint, new_p256dh, new_auth, left(new_device, 60))
  on conflict (endpoint) do update set
    person_id = excluded.person_id, session_id = excluded.session_id, p256dh = excluded.p256dh, auth = excluded.auth, device = excluded.device, made_at = now();
  delete from push_subscriptions where id in (select s.id from push_subscriptions s where s.person_id = who order by s.made_at desc offset 10);
  insert into notice_choices (person_id, by_push) values (who, true) on conflict (person_id) do update set by_push = true;
end $$;

/* A device that is signed out is told no more, whoever signs it out: its person here or elsewhere, or those who help them back in.
   Someone who came again to the same device since they turned it on had a session before: so by its name too. Where the same
   person only signs in anew, it stays. */
create function end_push() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.replaced_by is not null then
    update push_subscriptions set session_id = new.replaced_by where session_id = new.id;
    return null;
  end if;
  delete from push_subscriptions where session_id = new.id or (person_id = new.person_id and device = new.device);
  return null;
end $$;
create trigger end_push after update of ended_at on sessions for each row when (old.ended_at is null and new.ended_at is not null) execute function end_push();

-- Ends the session that a browser had as someone signs in there: a new one of the same person takes its place.
create function replace_session(old_token bytea, new_token bytea) returns void language sql security definer set search_path = public, pg_temp
begin atomic
  update sessions o set ended_at = now(),
    replaced_by = (select n.id from sessions n where n.token_hash = new_token and n.person_id = o.person_id and n.ended_at is null)
  where o.token_hash = old_token and o.token_hash <> new_token and o.ended_at is null;
end;

-- A place that someone took away, or changed, does not stay in what went there; and nothing more goes there. What they sign in with stays.
create function forget_old_place() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update notice_deliveries set place = '' where person_id = new.person_id and channel in ('email', 'text')
    and ((channel = 'email' and place = old.email and old.email is distinct from new.email)
      or (channel = 'text' and place = old.mobile and old.mobile is distinct from new.mobile))
    and not exists (select from email_addresses a where a.person_id = new.person_id and a.address = place);
  return null;
end $$;
create trigger forget_old_place after update of email, mobile on notice_choices for each row
  when (old.email is distinct from new.email or old.mobile is distinct from new.mobile) execute function forget_old_place();

/* For the worker: whether something is still there for someone to read, as it goes out. It may have waited for a safe time, and
   much can be closed since. What a conversation tells goes to who reads it; of danger, also to who leads the team. What is about
   no record, as that there is an invitation, goes to all but staff who have left. */
create function is_for_them(notice uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  return exists (
    select from notices n
    left join messages m on n.kind in ('message', 'unread', 'raised') and m.id = case when pg_input_is_valid(n.about, 'uuid') then n.about::uuid end
    left join passes p on n.kind = 'passed on' and p.id = case when pg_input_is_valid(n.about, 'uuid') then n.about::uuid end
    left join threads t on t.id = coalesce(m.thread_id, p.thread_id)
    where n.id = notice
      and not exists (select from staff s where s.person_id = n.person_id and s.left_on <= today())
      and (n.news is null or n.person_id in (select readers_of_news(n.news)))
      and (t.id is null or n.person_id in (select readers_of(t.id))
        or (n.kind = 'raised' and n.person_id in (select leads(t.young_person_id)) and t.young_person_id in (select charges_of(n.person_id))))
  );

/* For the worker, each day: what went out goes 30 days later with where it went, what there was to tell after 90, and an ask with
   its end. Words that someone began in a conversation that they read no more go after 30 days: a freeze may end before. */
create function forget_old_notices() returns void language sql security definer set search_path = public, pg_temp
begin atomic
  delete from notice_deliveries where state_at < now() - case when state = 'waiting' then interval '90 days' else interval '30 days' end;
  delete from notices n where n.made_at < now() - interval '90 days'
    and not exists (select from notices o where o.told_by = n.id and o.made_at >= now() - interval '90 days')
    and not exists (select from notice_deliveries d where d.notice_id = n.id);
  delete from notice_asks where expires_at < now();
  delete from drafts where kept_at < now() - interval '30 days' and person_id not in (select readers_of(thread_id));
end;

/* Notices that did not arrive, for staff: of the people around the young people they work for, until a later one arrives or
   they have seen it. The place is not told: someone may keep an address from those who help them. */
create function failed_notices() returns table (person_id uuid, name text, channel text, failed_at timestamptz)
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select p.id, p.name, d.channel, max(d.state_at) from notice_deliveries d join people p on p.id = d.person_id
  where d.state = 'refused' and d.place <> ''
    and d.person_id in (
      select c.person_id from circle_members c
      where c.young_person_id in (select my_charges()) and c.from_day <= today() and (c.to_day is null or c.to_day >= today())
    )
    and not exists (
      select from notice_deliveries o where o.person_id = d.person_id and o.channel = d.channel and o.state = 'sent' and o.state_at > d.state_at
        and (o.place = d.place or o.channel = 'push')
    )
    and not exists (
      select from failures_seen s where s.staff_id = current_person() and s.person_id = d.person_id and s.channel = d.channel and s.seen_at >= d.state_at
    )
  group by p.id, p.name, d.channel
  order by 4 desc;
end;

-- Only of what they were shown: what someone else's notices did is nobody's else to put away.
create function see_failed(whom uuid, failed_channel text) returns void language sql security definer set search_path = public, pg_temp
begin atomic
  insert into failures_seen (staff_id, person_id, channel)
  select current_person(), f.person_id, f.channel from failed_notices() f where f.person_id = whom and f.channel = failed_channel
  on conflict (staff_id, person_id, channel) do update set seen_at = now();
end;

/* From here on news says what of whose record it is about, so that it can be asked again as it goes out. Of a review: which it is,
   that its day is new or that something of it changed. One of each kind, however much changes at once. What nobody did who is
   signed in, as the demo's past, tells nobody. */
create function tell_of(person uuid, kind text, young_person uuid, category text, key text default null) returns void
language sql security definer set search_path = public, pg_temp
begin atomic
  select graphile_worker.add_job('sendNotice', json_build_object('person', person, 'kind', kind, 'news', plan_news(person, young_person, category)), job_key => key);
end;

create or replace function tell_review() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  changed jsonb := to_jsonb(new);
  kind text := case when tg_op = 'INSERT' then 'review new' else 'review changed' end;
begin
  perform tell_of(c.person_id, kind, new.young_person_id, 'reviews', kind || ' ' || coalesce(changed->>'review_id', changed->>'id') || ' ' || c.person_id)
  from (
    select distinct person_id from circle_members where young_person_id = new.young_person_id and relation not in ('cover', 'team lead')
      and from_day <= today() and (to_day is null or to_day >= today())
  ) c
  where current_person() is not null and c.person_id <> current_person() and new.young_person_id in (select allowed_to(c.person_id, 'reviews'))
    and (tg_table_name = 'reviews' or new.young_person_id in (select allowed_to(c.person_id, 'contacts')));
  return null;
end $$;

create or replace function tell_request() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if current_person() is null then
    return null;
  elsif tg_op = 'INSERT' then
    perform tell_of(worker, 'another time', new.young_person_id, 'reviews') from workers_of(new.young_person_id) as worker;
  elsif new.answered_by is distinct from old.answered_by and new.young_person_id in (select allowed_to(new.asked_by, 'reviews')) then
    perform tell_of(new.asked_by, 'another time', new.young_person_id, 'reviews');
  end if;
  return null;
end $$;

create or replace function tell_chase() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if current_person() is null then
    return null;
  elsif tg_op = 'INSERT' then
    perform tell_of(worker, 'not happened', new.young_person_id, 'reviews') from workers_of(new.young_person_id) as worker;
    perform graphile_worker.add_job('tellLeadsOfChase', json_build_object('chase', new.id),
      run_at => (new.answer_due_on + 1 + time '08:00') at time zone 'Europe/London');
  elsif new.answered_by is distinct from old.answered_by and new.young_person_id in (select allowed_to(new.raised_by, 'reviews')) then
    perform tell_of(new.raised_by, 'not happened', new.young_person_id, 'reviews');
  end if;
  return null;
end $$;

create or replace function tell_remark() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare category text := category_of_section(new.section);
begin
  if current_person() is null then
    return null;
  elsif tg_op = 'INSERT' then
    perform tell_of(worker, 'remark', new.young_person_id, category, 'remark ' || worker || ' ' || new.young_person_id)
    from workers_of(new.young_person_id) as worker;
  elsif new.young_person_id in (select allowed_to(new.written_by, category)) then
    perform graphile_worker.add_job('sendNews', plan_news(new.written_by, new.young_person_id, category), job_key => 'plan ' || new.written_by);
  end if;
  return null;
end $$;

create or replace function tell_of_view() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if current_person() is null or new.audience = 'me' or (tg_op = 'UPDATE' and old.audience <> 'me') then
    return null;
  end if;
  insert into view_notices values (new.young_person_id, new.author_id, today()) on conflict do nothing;
  if found then
    perform tell_of(c.person_id, 'views', new.young_person_id, 'my views')
    from circle_members c
    where c.young_person_id = new.young_person_id and c.relation = 'key worker' and c.person_id <> new.author_id
      and c.from_day <= today() and (c.to_day is null or c.to_day >= today())
      and c.young_person_id in (select allowed_to(c.person_id, 'my views'));
  end if;
  return null;
end $$;

create or replace function tell_rating() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform tell_of(m.person_id, 'rating', new.young_person_id, 'rating')
  from (select distinct person_id from circle_members where young_person_id = new.young_person_id) m
  where m.person_id <> new.set_by
    and new.young_person_id in (select allowed_to(m.person_id, 'rating'))
    and (m.person_id <> new.young_person_id or (select shows_rating from young_people where person_id = new.young_person_id));
  return null;
end $$;

revoke execute on function ask_for_place, my_place_ask, stop_place_ask, confirm_place, forget_place, add_push, failed_notices, see_failed, end_push,
  replace_session, forget_old_place, is_for_them, forget_old_notices, tell_of from public;
grant execute on function replace_session to web;
grant execute on function ask_for_place, my_place_ask, stop_place_ask, confirm_place, forget_place, add_push, failed_notices, see_failed to viewer;
grant execute on function is_for_them, forget_old_notices to worker;
