-- Reviews that lead to something: staff make and move them, families ask for another time, and say when something did not happen.

-- Why someone comes is for everyone who may read the review.
alter table review_people
  add young_person_id uuid references young_people,
  add why text not null default '' check (char_length(why) <= 1000),
  add language text not null default 'en';
update review_people p set young_person_id = r.young_person_id from reviews r where r.id = p.review_id;
alter table review_people alter young_person_id set not null;

alter table reviews
  -- The day before the last move, and why it moved or does not take place.
  add moved_from timestamptz,
  add moved_at timestamptz,
  add change_words text check (char_length(change_words) between 1 and 5000),
  add change_language text not null default 'en',
  add report_received_on date;

-- What people should do after a review, in plain words, and what shows that it is done.
create table recommendations (
  id uuid primary key default uuidv7(),
  review_id uuid not null references reviews,
  young_person_id uuid not null references young_people,
  words text not null check (char_length(words) between 1 and 5000),
  who text not null default '' check (char_length(who) <= 1000),
  by_day date,
  shows text not null default '' check (char_length(shows) <= 1000),
  language text not null default 'en',
  -- None where it was written before we noted who wrote it.
  recorded_by uuid references staff,
  recorded_at timestamptz not null default now(),
  done_by uuid references staff,
  done_at timestamptz,
  done_words text check (char_length(done_words) <= 5000),
  done_language text not null default 'en'
);
create index on recommendations (young_person_id);
create index on recommendations (review_id);

insert into recommendations (review_id, young_person_id, words)
select r.id, r.young_person_id, btrim(line) from reviews r cross join lateral string_to_table(r.outcome, E'\n') with ordinality as lines (line, place)
where btrim(line) <> '' order by r.id, place;
alter table reviews drop column outcome;

-- Someone cannot come and asks for another time. Staff move the review, or say why it stays.
create table review_requests (
  id uuid primary key,
  review_id uuid not null references reviews,
  young_person_id uuid not null references young_people,
  asked_by uuid not null references people,
  asked_at timestamptz not null default now(),
  words text not null check (char_length(words) between 1 and 5000),
  language text not null default 'en',
  outcome text check (outcome in ('moved', 'stays', 'called off')),
  answer text check (char_length(answer) between 1 and 5000),
  answer_language text not null default 'en',
  answered_by uuid references staff,
  answered_at timestamptz,
  check ((answer is null) = (answered_by is null)),
  check ((outcome is null) = (answered_by is null))
);
create unique index one_open_request on review_requests (review_id, asked_by) where answered_by is null;
create index on review_requests (young_person_id);

-- Someone says that a recommendation has not happened. One at a time is open, whoever presses.
create table recommendation_chases (
  id uuid primary key,
  recommendation_id uuid not null references recommendations,
  young_person_id uuid not null references young_people,
  raised_by uuid not null references people,
  raised_at timestamptz not null default now(),
  words text check (char_length(words) between 1 and 5000),
  language text not null default 'en',
  -- The last day for an answer. After it the team leads are told.
  answer_due_on date not null,
  answer text check (char_length(answer) between 1 and 5000),
  answer_language text not null default 'en',
  answered_by uuid references staff,
  answered_at timestamptz,
  lead_told_at timestamptz,
  check ((answer is null) = (answered_by is null))
);
create unique index one_open_chase on recommendation_chases (recommendation_id) where answered_by is null;
create index on recommendation_chases (young_person_id);

call secure(array['recommendations', 'review_requests', 'recommendation_chases']);

-- Whose recommendation this is, where the viewer may see reviews.
create function recommendation_about(recommendation uuid) returns uuid language sql stable security definer set search_path = public, pg_temp
  return (select young_person_id from recommendations where id = recommendation and young_person_id in (select allowed('reviews')));

/* What was raised about recommendations, for everyone who may read reviews: that, and when an answer is due. Never who
   raised it, nor their words: those who share a young person do not learn of each other. */
create function raised(young_person uuid) returns table (recommendation_id uuid, raised_at timestamptz, answer_due_on date, answered_at timestamptz)
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select distinct on (c.recommendation_id) c.recommendation_id, c.raised_at, c.answer_due_on, c.answered_at from recommendation_chases c
  where c.young_person_id = young_person and c.young_person_id in (select readable('reviews'))
  order by c.recommendation_id, c.raised_at desc;
end;

create policy "staff make reviews" on reviews for insert to viewer with check (young_person_id in (select my_charges()));
create policy "staff move reviews, call them off and note their report" on reviews for update to viewer
  using (young_person_id in (select my_charges())) with check (report_received_on is null or report_received_on <= today());
create policy "staff say where a review is" on review_places for insert to viewer
  with check (young_person_id in (select my_charges()) and young_person_id = review_about(review_id));
create policy "staff say where a review moves" on review_places for update to viewer using (young_person_id in (select my_charges()));
create policy "staff put people on a review" on review_people for insert to viewer
  with check (young_person_id in (select my_charges()) and young_person_id = review_about(review_id));
create policy "staff take people off a review" on review_people for delete to viewer using (young_person_id in (select my_charges()));

create policy "who may read the reviews reads what should happen" on recommendations for select to viewer
  using (young_person_id in (select readable('reviews')));
create policy "staff write down what should happen" on recommendations for insert to viewer with check (
  young_person_id in (select my_charges()) and young_person_id = review_about(review_id) and recorded_by = (select current_person())
);
create policy "staff note that it is done" on recommendations for update to viewer
  using (young_person_id in (select my_charges())) with check (done_by = (select current_person()));

-- Only the one who asked and staff: others of the circle must not learn where someone is on a day.
create policy "who asked for another time reads it, and the answer" on review_requests for select to viewer
  using (asked_by = (select current_person()) and young_person_id in (select readable('reviews')));
create policy "staff read who asks for another time" on review_requests for select to viewer
  using (young_person_id in (select my_charges()) and young_person_id in (select readable('reviews')));
create policy "who may see reviews and does not work here asks for another time" on review_requests for insert to viewer with check (
  asked_by = (select current_person()) and young_person_id = review_about(review_id) and young_person_id not in (select my_caseload())
);
create policy "staff answer who asks for another time" on review_requests for update to viewer
  using (young_person_id in (select my_charges())) with check (answered_by = (select current_person()));

create policy "who raised it reads it, and the answer" on recommendation_chases for select to viewer
  using (raised_by = (select current_person()) and young_person_id in (select readable('reviews')));
create policy "young people read what was raised for them" on recommendation_chases for select to viewer
  using (young_person_id = (select current_person()) and young_person_id in (select readable('reviews')));
create policy "staff read what was raised" on recommendation_chases for select to viewer
  using (young_person_id in (select my_charges()) and young_person_id in (select readable('reviews')));
-- 5 working days are 5 to 14 days: the day is worked out with the bank holidays, and held here only to sense.
create policy "who may see reviews and does not work here says what has not happened" on recommendation_chases for insert to viewer with check (
  raised_by = (select current_person()) and young_person_id = recommendation_about(recommendation_id)
  and young_person_id not in (select my_caseload()) and answer_due_on between today() + 5 and today() + 14
);
create policy "staff answer what was raised" on recommendation_chases for update to viewer
  using (young_person_id in (select my_charges())) with check (answered_by = (select current_person()));

grant insert (id, young_person_id, kind, starts_at, minutes, purpose, language),
  update (starts_at, minutes, change_words, change_language, called_off_by, report_received_on) on reviews to viewer;
grant insert (review_id, young_person_id, place, link), update (place, link) on review_places to viewer;
grant insert (review_id, young_person_id, place, name, role, why, language), delete on review_people to viewer;
grant select on recommendations, review_requests, recommendation_chases to viewer;
grant insert (id, review_id, young_person_id, words, who, by_day, shows, language, recorded_by),
  update (done_by, done_words, done_language) on recommendations to viewer;
grant insert (id, review_id, young_person_id, asked_by, words, language),
  update (outcome, answer, answer_language, answered_by) on review_requests to viewer;
grant insert (id, recommendation_id, young_person_id, raised_by, words, language, answer_due_on),
  update (answer, answer_language, answered_by) on recommendation_chases to viewer;

-- Before `counted` by its name: who called a review off sets the moment that is counted as a change.
create trigger called before insert or update on reviews for each row execute function stamp('called_off');
create trigger stamped before insert or update on recommendations for each row execute function stamp('recorded', 'done');
create trigger stamped before insert or update on review_requests for each row execute function stamp('asked', 'answered');
create trigger stamped before insert or update on recommendation_chases for each row execute function stamp('raised', 'answered');

create function remember_move() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.starts_at is distinct from old.starts_at then
    new.moved_from := old.starts_at;
    new.moved_at := now();
  end if;
  return new;
end $$;
create trigger moved before update on reviews for each row execute function remember_move();

create trigger noted after insert or update or delete on review_people for each row execute function note_change('reviews');
create trigger noted after insert or update on recommendations for each row execute function note_change('reviews');
-- Only staff learn from the audit who asked or raised something.
create trigger noted after insert or update on review_requests for each row execute function note_change('reviews', 'staff');
create trigger noted after insert or update on recommendation_chases for each row execute function note_change('reviews', 'staff');

-- One email for a review, however much of it changes at once. What nobody did who is signed in, as the demo's past, tells nobody.
create function tell_review() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare changed jsonb := to_jsonb(new);
begin
  perform graphile_worker.add_job('sendNotice', json_build_object('person', c.person_id, 'kind', 'review'),
    job_key => 'review ' || coalesce(changed->>'review_id', changed->>'id') || ' ' || c.person_id)
  from (
    select distinct person_id from circle_members where young_person_id = new.young_person_id and relation not in ('cover', 'team lead')
      and from_day <= today() and (to_day is null or to_day >= today())
  ) c
  where current_person() is not null and c.person_id <> current_person() and new.young_person_id in (select allowed_to(c.person_id, 'reviews'))
    and (tg_table_name = 'reviews' or new.young_person_id in (select allowed_to(c.person_id, 'contacts')));
  return null;
end $$;
create trigger told after insert or update of starts_at, called_off_by on reviews for each row execute function tell_review();
create trigger told after update of place, link on review_places for each row when (old is distinct from new) execute function tell_review();

create function tell_request() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if current_person() is null then
    return null;
  elsif tg_op = 'INSERT' then
    perform graphile_worker.add_job('sendNotice', json_build_object('person', worker, 'kind', 'another time')) from workers_of(new.young_person_id) as worker;
  elsif new.answered_by is distinct from old.answered_by and new.young_person_id in (select allowed_to(new.asked_by, 'reviews')) then
    perform graphile_worker.add_job('sendNotice', json_build_object('person', new.asked_by, 'kind', 'another time'));
  end if;
  return null;
end $$;
create trigger told after insert or update on review_requests for each row execute function tell_request();

-- At once to who works for the young person; to the team leads on the morning after the last day for an answer.
create function tell_chase() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if current_person() is null then
    return null;
  elsif tg_op = 'INSERT' then
    perform graphile_worker.add_job('sendNotice', json_build_object('person', worker, 'kind', 'not happened')) from workers_of(new.young_person_id) as worker;
    perform graphile_worker.add_job('tellLeadsOfChase', json_build_object('chase', new.id),
      run_at => (new.answer_due_on + 1 + time '08:00') at time zone 'Europe/London');
  elsif new.answered_by is distinct from old.answered_by and new.young_person_id in (select allowed_to(new.raised_by, 'reviews')) then
    perform graphile_worker.add_job('sendNotice', json_build_object('person', new.raised_by, 'kind', 'not happened'));
  end if;
  return null;
end $$;
create trigger told after insert or update on recommendation_chases for each row execute function tell_chase();

-- For the worker: the team leads of what nobody has answered. From then on it waits at their desk too.
create function leads_of_chase(chase uuid) returns setof uuid language sql security definer set search_path = public, pg_temp
begin atomic
  update recommendation_chases set lead_told_at = coalesce(lead_told_at, now()) where id = chase and answered_by is null;
  select distinct lead from recommendation_chases c cross join lateral leads(c.young_person_id) as lead
  where c.id = chase and c.answered_by is null and c.young_person_id in (select charges_of(lead));
end;

-- What waits at the desk about reviews, beside waiting_for_me(). A report is late where it has not come about 2 weeks after.
create function review_tasks() returns table (young_person_id uuid, kind text, since timestamptz)
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select q.young_person_id, 'another time', min(q.asked_at) from review_requests q
  where q.young_person_id in (select my_charges()) and q.answered_by is null
  group by q.young_person_id
  union all
  select c.young_person_id, 'not happened', min(c.raised_at) from recommendation_chases c
  where c.young_person_id in (select my_charges()) and c.answered_by is null and current_person() in (select workers_of(c.young_person_id))
  group by c.young_person_id
  union all
  select c.young_person_id, 'not answered', min(c.lead_told_at) from recommendation_chases c
  where c.young_person_id in (select my_charges()) and c.answered_by is null and c.lead_told_at is not null
    and current_person() in (select leads(c.young_person_id))
  group by c.young_person_id
  union all
  select r.young_person_id, 'report late', min(r.starts_at) from reviews r
  where r.young_person_id in (select my_charges()) and r.kind in ('cetr', 'ctr') and r.report_received_on is null and r.called_off_by is null
    and (r.starts_at at time zone 'Europe/London')::date between today() - 90 and today() - 15
    and current_person() in (select workers_of(r.young_person_id))
  group by r.young_person_id;
end;

revoke execute on function recommendation_about, raised, remember_move, tell_review, tell_request, tell_chase, leads_of_chase, review_tasks
  from public;
grant execute on function recommendation_about, raised, review_tasks to viewer;
grant execute on function leads_of_chase to worker;
