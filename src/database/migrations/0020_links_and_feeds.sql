-- What leaves the site by an address with a secret: meetings for someone's own calendar, and papers that end by themselves.
-- Of each secret only the hash is kept; and each looks anew, every time, at what its person may see by then.

alter table reviews add changed_at timestamptz not null default now();
create function date_review() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.changed_at := now();
  return new;
end $$;
create trigger dated before update on reviews for each row execute function date_review();

create table calendar_feeds (
  -- The form's own, so that a double press is one address.
  id uuid primary key,
  person_id uuid not null references people,
  token_hash bytea not null unique,
  -- Only that there is a meeting, and when: what stands in a calendar is seen by whoever looks over a shoulder.
  is_discreet boolean not null,
  made_at timestamptz not null default now(),
  ended_at timestamptz,
  used_at timestamptz
);
create unique index one_calendar on calendar_feeds (person_id) where ended_at is null;

create table share_links (
  id uuid primary key,
  young_person_id uuid not null references young_people,
  what text not null check (what in ('profile', 'passport', 'hard times')),
  -- The parts of the plan that belonged to the paper when someone agreed to share it.
  sections text[] not null check (cardinality(sections) between 1 and 20),
  for_whom text not null check (char_length(for_whom) between 1 and 120),
  language text not null,
  token_hash bytea not null unique,
  made_by uuid not null references people,
  made_at timestamptz not null default now(),
  days int not null check (days in (1, 7, 31)),
  -- The database's, by its days.
  ends_at timestamptz not null default now(),
  ended_by uuid references people,
  ended_at timestamptz
);
create index on share_links (young_person_id);

create table share_opens (
  id uuid primary key default uuidv7(),
  link_id uuid not null references share_links,
  young_person_id uuid not null references young_people,
  -- Who they say they are.
  said_name text not null check (char_length(said_name) between 1 and 120),
  opened_at timestamptz not null default now()
);
create index on share_opens (link_id);

call secure(array['calendar_feeds', 'share_links', 'share_opens']);

-- Calendars.

create policy "people see their own calendar" on calendar_feeds for select to viewer using (person_id = (select current_person()));
-- Not the hash: nobody needs it back.
grant select (id, person_id, is_discreet, made_at, ended_at, used_at) on calendar_feeds to viewer;

/* Makes the viewer's calendar; one from before ends. Those who work for the service have none: meetings of many families
   must not lie in a calendar outside. False where this form was sent before with something else. */
create function open_calendar(new_id uuid, new_token bytea, discreet boolean) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare who uuid := current_person();
begin
  if who is null or exists (select from staff where person_id = who) then
    raise insufficient_privilege;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('calendar/' || who, 0));
  if exists (select from calendar_feeds f where f.id = new_id) then
    return exists (
      select from calendar_feeds f
      where f.id = new_id and f.person_id = who and f.token_hash = new_token and f.is_discreet = discreet and f.ended_at is null
    );
  end if;
  perform count_try('calendar made', who::text, 20, interval '1 day');
  update calendar_feeds set ended_at = now() where person_id = who and ended_at is null;
  insert into calendar_feeds (id, person_id, token_hash, is_discreet) values (new_id, who, new_token, discreet) on conflict do nothing;
  return found;
end $$;

create function end_calendar() returns void language sql security definer set search_path = public, pg_temp
begin atomic
  update calendar_feeds set ended_at = now() where person_id = current_person() and ended_at is null;
end;

/* The meetings that the person of a calendar may see now. None where there is no such calendar, it has ended, or its
   person came to work for the service. A calendar asks many times an hour; the audit says for each hour that it did. */
create function read_calendar(given bytea) returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
declare
  feed calendar_feeds;
  meetings jsonb;
begin
  select * into feed from calendar_feeds
  where token_hash = given and ended_at is null and person_id not in (select s.person_id from staff s);
  if feed.id is null then
    return null;
  end if;
  perform count_try('calendar read', feed.id::text, 120, interval '1 hour');
  update calendar_feeds set used_at = now() where id = feed.id;
  select coalesce(jsonb_agg(
    jsonb_build_object('id', r.id, 'startsAt', r.starts_at, 'minutes', r.minutes, 'sequence', r.sequence, 'changedAt', r.changed_at,
      'isCalledOff', r.called_off_at is not null)
    -- What a discreet calendar does not say, does not leave the database.
    || case when feed.is_discreet then '{}' else jsonb_build_object('kind', r.kind, 'purpose', r.purpose, 'place', w.place, 'link', w.link,
      'name', case when r.young_person_id <> feed.person_id then p.known_as end) end
    order by r.starts_at, r.id), '[]') into meetings
  from reviews r join people p on p.id = r.young_person_id
    left join review_places w on w.review_id = r.id and r.young_person_id in (select allowed_to(feed.person_id, 'contacts'))
  where r.young_person_id in (select allowed_to(feed.person_id, 'reviews'));
  insert into audit_entries (young_person_id, actor_id, act, what)
  select about, feed.person_id, 'read', wanted
  from unnest(case when feed.is_discreet then array['reviews'] else array['reviews', 'contacts'] end) as wanted
    cross join lateral allowed_to(feed.person_id, wanted) as about
  where about <> feed.person_id and about in (select allowed_to(feed.person_id, 'reviews'))
    and exists (select from reviews r where r.young_person_id = about)
    and not exists (
      select from audit_entries e where e.young_person_id = about and e.at > now() - interval '1 hour'
        and e.actor_id = feed.person_id and e.act = 'read' and e.what = wanted
    )
  order by about, wanted;
  return jsonb_build_object('isDiscreet', feed.is_discreet, 'meetings', meetings,
    'language', (select language from people where id = feed.person_id));
end $$;

-- Papers that are shared by a link.

-- The plan as it stands: what no newer version takes the place of.
create function current_sections(young_person uuid) returns table (section text, headline text, words text, language text, written_at timestamptz)
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select s.section, s.headline, s.words, s.language, s.written_at from plan_sections s
  where s.young_person_id = young_person and not exists (select from plan_sections newer where newer.replaces = s.id);
end;

/* Who may share by a link, now: a young person who decides for themself; who has parental responsibility, while it is
   theirs to answer; and staff. Nobody by a look in an emergency. A link lives only while its maker could make it. */
create function could_share(person uuid, young_person uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  return not is_frozen(young_person) and (
    young_person in (select charges_of(person))
    or (young_person not in (select caseload_of(person)) and case decider(young_person, stage_of(young_person))
      when 'young person' then person = young_person
      when 'parental responsibility' then person in (select with_parental_responsibility(young_person))
      else false
    end)
  );

create function could_show(person uuid, young_person uuid, section text) returns boolean language sql stable security definer set search_path = public, pg_temp
  return could_share(person, young_person) and young_person in (select allowed_to(person, category_of_section(section)));

-- Only of oneself: a viewer must not be able to ask what others may do. Staff need a check of a moment ago.
create function i_could_share(young_person uuid, wanted text[]) returns boolean language sql stable security definer set search_path = public, pg_temp
  return not exists (select from unnest(wanted) as section where not could_show(current_person(), young_person, section))
    and (is_fresh() or young_person not in (select my_charges()));

-- Who knows of a link: whose paper it shows, staff, and who made it.
create function i_know_link(young_person uuid, maker uuid) returns boolean language sql stable security definer set search_path = public, pg_temp
  return young_person in (select my_charges())
    or (young_person in (select my_young_people()) and current_person() in (young_person, maker));
create policy "the young person, staff and who made a link see it" on share_links for select to viewer
  using (i_know_link(young_person_id, made_by));
create policy "who may share a paper makes a link to it" on share_links for insert to viewer
  with check (made_by = (select current_person()) and i_could_share(young_person_id, sections));
-- Closing must be quick: it asks for no passkey. Who sees a link may end it.
create policy "who sees a link ends it" on share_links for update to viewer
  using (i_know_link(young_person_id, made_by) and ended_at is null) with check (ended_by = (select current_person()));
create policy "who sees a link sees who opened it" on share_opens for select to viewer using (link_id in (select id from share_links));

grant select (id, young_person_id, what, sections, for_whom, language, made_by, made_at, days, ends_at, ended_by, ended_at),
  insert (id, young_person_id, what, sections, for_whom, language, token_hash, made_by, days), update (ended_by) on share_links to viewer;
grant select on share_opens to viewer;

-- Its end is the database's: nobody makes one that lasts.
create function date_link() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if current_person() is not null then
    perform count_try('share link', new.made_by::text, 20, interval '1 day');
  end if;
  new.ends_at := new.made_at + make_interval(days => new.days);
  return new;
end $$;
create trigger dated before insert on share_links for each row execute function date_link();
create trigger stamped before insert or update on share_links for each row execute function stamp('made', 'ended');
create trigger noted after insert or update on share_links for each row execute function note_change('share link');

create function living_link(given bytea) returns setof share_links language sql stable security definer set search_path = public, pg_temp
begin atomic
  select l.* from share_links l
  where l.token_hash = given and l.ended_at is null and l.ends_at > now()
    and exists (select from unnest(l.sections) as section where could_show(l.made_by, l.young_person_id, section));
end;

-- Whether a link works, before anyone says who they are: mail scanners open links too. It names nobody.
create function is_shared(given bytea) returns boolean language sql stable security definer set search_path = public, pg_temp
  return exists (select from living_link(given));

/* Notes who opens a paper, and gives it: the parts that its maker may still see. None for a link that does not work. The
   same form within the hour is the same opening. */
create function open_shared(given bytea, opening uuid, name text) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
declare link share_links;
begin
  select * into link from living_link(given);
  if link.id is null then
    return null;
  end if;
  perform count_try('shared paper', link.id::text, 60, interval '1 hour');
  insert into share_opens (id, link_id, young_person_id, said_name) values (opening, link.id, link.young_person_id, name) on conflict do nothing;
  if not found and not exists (
    select from share_opens o where o.id = opening and o.link_id = link.id and o.said_name = name and o.opened_at > now() - interval '1 hour'
  ) then
    insert into share_opens (link_id, young_person_id, said_name) values (link.id, link.young_person_id, name);
  end if;
  insert into audit_entries (young_person_id, act, what, row_id) values (link.young_person_id, 'read', 'share link', link.id);
  return jsonb_build_object('what', link.what, 'endsAt', link.ends_at,
    'name', (select p.known_as from people p where p.id = link.young_person_id),
    'sections', (
      select coalesce(jsonb_agg(jsonb_build_object('section', s.section, 'headline', s.headline, 'words', s.words, 'language', s.language,
        'writtenAt', s.written_at)), '[]')
      from current_sections(link.young_person_id) s
      where s.section = any (link.sections) and could_show(link.made_by, link.young_person_id, s.section)
    ));
end $$;

/* Someone is helped back in because another person may be in, or an invitation reached someone else: the addresses that they
   made end, as their sessions do. */
create function end_what_an_intruder_made() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare since timestamptz := '-infinity';
begin
  if tg_table_name = 'invitations' then
    select used_at into since from ways_in where id = new.way_id;
  end if;
  update calendar_feeds set ended_at = now() where person_id = new.person_id and ended_at is null and made_at >= since;
  update share_links set ended_at = now() where made_by = new.person_id and ended_at is null and made_at >= since;
  return null;
end $$;
-- As help starts, and again as it is used: until then whoever was in may have come in anew.
create trigger ended after insert or update of used_at on ways_in for each row when (new.kind = 'back in') execute function end_what_an_intruder_made();
create trigger ended after update of answer on invitations for each row when (new.answer = 'no') execute function end_what_an_intruder_made();

revoke execute on function date_review, open_calendar, end_calendar, end_what_an_intruder_made, read_calendar, current_sections,
  could_share, could_show, i_could_share, i_know_link, date_link, living_link, is_shared, open_shared from public;
grant execute on function open_calendar, end_calendar, i_could_share, i_know_link to viewer;
grant execute on function read_calendar, is_shared, open_shared to web;
