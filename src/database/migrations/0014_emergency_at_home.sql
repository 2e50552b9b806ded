-- A look in an emergency is work. It gives nobody what they are to the child at home, nor what a freeze shut for themself.

/* Who answers for a child now, as family. Only while the stage lasts: at 16 it is no longer theirs to see who else the
   child's record was shared with. A worker who is a parent too, and looks in an emergency while sharing is frozen, gets
   nothing back by it: so this asks for the freeze itself, and not whether they see the child at all. */
create or replace function i_answer_for(young_person uuid, at_stage text) returns boolean
language sql stable security definer set search_path = public, pg_temp
  return at_stage = stage_of(young_person)
    and current_person() in (select with_parental_responsibility(young_person))
    and not is_frozen(young_person)
    and decider(young_person, at_stage) = 'parental responsibility';

/* Opens the record of someone whom the viewer does not work for, for 60 minutes. By full name and day of birth, so that
   nobody can look around; and nobody opens their own. Their team leads are told at once, and again if nobody has looked
   back after 48 hours. */
create or replace function break_the_glass(given_name text, born date, why text) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare child uuid;
declare made uuid;
begin
  if not is_fresh() or not exists (select from staff where person_id = current_person()) then
    raise insufficient_privilege;
  end if;
  perform count_try('break glass', current_person()::text, 10, interval '1 day');
  select y.person_id into child from young_people y join people p on p.id = y.person_id
  where lower(p.name) = lower(given_name) and y.born_on = born and y.person_id <> current_person()
    and not is_restricted_at_all(y.person_id, current_person()) limit 1;
  if child is null or child in (select my_charges()) then
    return child;
  end if;
  insert into break_glass (young_person_id, staff_id, reasons) values (child, current_person(), why) returning id into made;
  perform graphile_worker.add_job('sendNotice', json_build_object('person', lead, 'kind', 'emergency')) from leads(child) as lead;
  perform graphile_worker.add_job('remindToLookBack', json_build_object('emergency', made), run_at => now() + interval '48 hours');
  return child;
end $$;
