-- Getting ready for a review: more to be asked, by young people and by carers, and for each answer who may read it.

alter table views rename column question to topic;
alter table views drop constraint views_question_check;
alter table views add check (topic in ('safe', 'care', 'future', 'hospital', 'who', 'where', 'breaks', 'stop', 'help', 'first'));

-- An answer may be words, pictures that someone chose, or "I don't know".
alter table views drop constraint views_words_check;
alter table views alter column words set default '';
alter table views
  add column choices text[] not null default '{}' check (choices <@ array[
    'family', 'carer', 'advocate', 'keyWorker', 'friend', 'teacher', 'home', 'school', 'hospital', 'video', 'phone', 'quiet', 'often', 'ask', 'no',
    'hand', 'say', 'card', 'leave', 'someone', 'pictures', 'time', 'words', 'light', 'thing', 'health', 'feelings', 'friends', 'future', 'yes', 'work',
    'unsure'
  ]),
  add column language text not null default 'en';
alter table views add check (char_length(words) <= 5000 and (words <> '' or cardinality(choices) > 0));

/* Whose answer it is. It is who is signed in, and no viewer may write it. */
alter table views add column author_id uuid references people default current_person();
-- What was written before keeps its day, and nobody is told of it again.
alter table views disable trigger user;
update views set author_id = young_person_id;
alter table views enable trigger user;
alter table views alter column author_id set not null;
alter table views drop constraint views_pkey;
alter table views add primary key (young_person_id, author_id, topic);
create index on views (author_id);
-- A carer says it in their own words: the pictures speak as the young person.
alter table views add check (author_id = young_person_id or choices <@ array['unsure']);

/* Who may read an answer: a ladder, each step with those before it. What was written before was for whoever may read the
   young person's views, carers too. A carer's answer is never for other carers, nor for the young person. */
alter table views add column audience text not null default 'carers' check (audience in ('me', 'key worker', 'meeting', 'carers'));
alter table views alter column audience set default 'key worker';
alter table views add check (author_id = young_person_id or audience in ('key worker', 'meeting'));

-- On which day the key worker was told that someone wrote, so that they are told once a day.
create table view_notices (
  young_person_id uuid not null references young_people,
  author_id uuid not null references people,
  told_on date not null,
  primary key (young_person_id, author_id, told_on)
);
call secure(array['view_notices']);

-- The young people for whom the viewer cares, at home. What they may read and write of them is asked besides.
create function i_care_for() returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select young_person_id from circle_members
  where person_id = current_person() and relation in ('parent or carer', 'other family')
    and from_day <= today() and (to_day is null or to_day >= today());
end;

-- The young people whom the viewer helps at a meeting. Who is a carer too, is a carer: what closes counts more.
create function i_help_at_meetings() returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select young_person_id from circle_members
  where person_id = current_person() and relation in ('advocate', 'other professional')
    and from_day <= today() and (to_day is null or to_day >= today())
    and young_person_id not in (select i_care_for());
end;

-- The young people for whose reviews the viewer, a carer, may say something. Those who work for a young person do not, here.
create function i_write_beside() returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select young_person from i_care_for() as young_person
  where young_person in (select allowed('reviews')) and young_person not in (select my_caseload());
end;

drop policy "who may read my views reads them" on views;
drop policy "young people write their own views" on views;
drop policy "young people write their own views anew" on views;

create policy "people read what they said themselves" on views for select to viewer
  using (author_id = (select current_person()) and young_person_id in (select my_young_people()));
create policy "staff read what is not for the young person alone" on views for select to viewer using (
  audience <> 'me' and young_person_id in (select readable('my views')) and young_person_id in (select my_caseload())
);
create policy "who helps at the meeting reads what is for the meeting" on views for select to viewer using (
  audience in ('meeting', 'carers') and young_person_id in (select readable('my views')) and young_person_id in (select i_help_at_meetings())
);
create policy "who may read my views reads what is for carers" on views for select to viewer
  using (audience = 'carers' and young_person_id in (select readable('my views')));

-- The author is who is signed in, by the column itself.
create policy "young people write their own views" on views for insert to viewer
  with check (young_person_id = (select current_person()) and young_person_id in (select allowed('my views')));
create policy "carers write their own views" on views for insert to viewer
  with check (young_person_id in (select i_write_beside()));
create policy "young people write their own views anew" on views for update to viewer using (
  author_id = (select current_person()) and young_person_id = (select current_person()) and young_person_id in (select allowed('my views'))
);
create policy "carers write their own views anew" on views for update to viewer
  using (author_id = (select current_person()) and young_person_id in (select i_write_beside()));
create policy "people take away what they said themselves" on views for delete to viewer
  using (author_id = (select current_person()) and young_person_id in (select my_young_people()));

revoke insert, update on views from viewer;
revoke insert (young_person_id, topic, words), update (words) on views from viewer;
-- Not who wrote it, nor when: those are the database's.
grant insert (young_person_id, topic, words, choices, language, audience), update (words, choices, language, audience), delete on views to viewer;

/* What is not for carers leaves no mark that family can see: a child whose answer is kept from a parent must not be asked
   what they wrote at 10am. So these notes are for staff, and so is each change by a carer. */
create function note_view() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  changed views := coalesce(new, old);
begin
  insert into audit_entries (young_person_id, actor_id, act, what, for_staff)
  values (changed.young_person_id, current_person(), 'change', 'my views', not ('carers' in (coalesce(old.audience, ''), coalesce(new.audience, ''))));
  return null;
end $$;
drop trigger noted on views;
create trigger noted after insert or update or delete on views for each row execute function note_view();

/* Tells the key worker that someone wrote, in the transaction in which they can first read it, and at most once a day of
   each author. */
create function tell_of_view() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if current_person() is null or new.audience = 'me' or (tg_op = 'UPDATE' and old.audience <> 'me') then
    return null;
  end if;
  insert into view_notices values (new.young_person_id, new.author_id, today()) on conflict do nothing;
  if found then
    perform graphile_worker.add_job('sendNotice', json_build_object('person', c.person_id, 'kind', 'views'))
    from circle_members c
    where c.young_person_id = new.young_person_id and c.relation = 'key worker' and c.person_id <> new.author_id
      and c.from_day <= today() and (c.to_day is null or c.to_day >= today())
      and c.young_person_id in (select allowed_to(c.person_id, 'my views'));
  end if;
  return null;
end $$;
create trigger tell_of_view after insert or update on views for each row execute function tell_of_view();

-- Who of the circle reads what a young person says now, for themself: who works for them, and with whom it is shared.
create function who_reads_my_views() returns table (person_id uuid, audience text)
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.person_id, case
      when bool_or(c.relation in ('key worker', 'cover', 'team lead')) then 'key worker'
      when bool_or(c.relation in ('parent or carer', 'other family')) then 'carers'
      else 'meeting'
    end
  from circle_members c
  where c.young_person_id = current_person() and c.relation <> 'young person' and c.young_person_id in (select my_young_people())
    and c.from_day <= today() and (c.to_day is null or c.to_day >= today())
    and c.young_person_id in (select allowed_to(c.person_id, 'my views'))
  group by c.person_id;
end;

revoke execute on function i_care_for, i_help_at_meetings, i_write_beside, note_view, tell_of_view, who_reads_my_views from public;
grant execute on function i_care_for, i_help_at_meetings, i_write_beside, who_reads_my_views to viewer;
