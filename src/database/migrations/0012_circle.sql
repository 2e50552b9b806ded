-- What the pages about the circle ask of the rules.

-- What each person in a circle sees now, for those who may know: the young person, staff, and who agreed to it.
create function sees_now(young_person uuid) returns table (person_id uuid, category text)
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.person_id, wanted
  from (
    select distinct m.person_id from circle_members m
    where m.young_person_id = young_person and m.relation in ('parent or carer', 'other family', 'advocate', 'other professional')
      and m.from_day <= today() and (m.to_day is null or m.to_day >= today())
      and (
        young_person in (select my_charges())
        or (young_person = current_person() and young_person in (select my_young_people()))
        or m.person_id = current_person()
        or (i_answer_now(young_person) and exists (
          select from grants g where g.young_person_id = young_person and g.person_id = m.person_id and g.agreed_by = current_person()
        ))
      )
  ) c
  cross join unnest(array['plan', 'hard times', 'reviews', 'my views', 'messages', 'contacts', 'rating', 'documents']) as wanted
  where young_person in (select allowed_to(c.person_id, wanted));
end;

-- Who may agree for a young person under 16, for the staff who write it down.
create function who_may_agree(young_person uuid) returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select person from with_parental_responsibility(young_person) as person where young_person in (select my_charges());
end;

-- Staff know their colleagues by name, also those who have left: what they wrote down must not vanish with them.
create function staff_known() returns setof uuid language sql stable security definer set search_path = public, pg_temp
begin atomic
  select person_id from staff where exists (select from staff me where me.person_id = current_person());
end;
create policy "staff see colleagues" on people for select to viewer using (id in (select staff_known()));

-- What waits for the viewer at the desk: how many of each kind, by young person. Staff see only what is theirs to do.
create function waiting_for_me() returns table (young_person_id uuid, kind text, since timestamptz)
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select d.young_person_id, 'confirm decision', d.made_at from decisions d
  where d.young_person_id in (select my_charges()) and d.kind = 'capacity' and d.confirmed_by is null and d.ended_by is null
    and d.made_by <> current_person()
  union all
  select r.young_person_id, 'confirm restriction', r.set_at from restrictions r
  where r.young_person_id in (select my_charges()) and r.confirmed_by is null and r.set_by <> current_person()
  union all
  select r.young_person_id, 'lift restriction', r.lift_asked_at from restrictions r
  where r.young_person_id in (select my_charges()) and r.lift_asked_by <> current_person() and r.lifted_by is null
  union all
  select i.young_person_id, 'confirm invitation', i.made_at from invitations i
  where i.young_person_id in (select my_charges()) and needs_second(i.relation, i.parental_responsibility) and i.confirmed_by is null
    and i.withdrawn_by is null and i.answer is null and i.made_by <> current_person() and i.made_at > now() - interval '7 days'
  union all
  select g.young_person_id, 'agree to share', min(g.asked_at) from grants g
  where g.young_person_id in (select my_charges()) and g.given_by is null and g.taken_back_by is null and g.stage = stage_of(g.young_person_id)
  group by g.young_person_id
  union all
  select d.young_person_id, 'look again', d.look_again_on::timestamptz from decisions d
  where d.young_person_id in (select my_charges()) and d.ended_by is null and d.look_again_on <= today() + 30
  union all
  select r.young_person_id, 'look again', r.look_again_on::timestamptz from restrictions r
  where r.young_person_id in (select my_charges()) and r.lifted_by is null and r.look_again_on <= today() + 30
  union all
  select b.young_person_id, 'look back', b.opened_at from break_glass b
  where b.looked_by is null and b.staff_id <> current_person() and b.young_person_id in (select my_charges())
    and current_person() in (select leads(b.young_person_id))
  union all
  select y.person_id, case when age_on(y.born_on, today()) < 16 then 'turns 16' else 'turns 18' end, null from young_people y
  where y.person_id in (select my_charges()) and (select count(*) from open_stages(y.person_id)) > 1
  order by 3 nulls last;
end;

revoke execute on function sees_now, who_may_agree, staff_known, waiting_for_me from public;
grant execute on function sees_now, who_may_agree, staff_known, waiting_for_me to viewer;

create function date_view() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.written_at := now();
  return new;
end $$;
revoke execute on function date_view from public;
create trigger dated before update on views for each row execute function date_view();
