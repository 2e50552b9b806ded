-- New staff. Only the owner calls this (npm run staff): who works for a service is decided outside of it.

create function add_staff(new_name text, new_known_as text, to_address text, new_job text, new_area text, new_phone text) returns uuid
language plpgsql set search_path = public, pg_temp as $$
declare who uuid;
begin
  select p.id into who from staff s join people p on p.id = s.person_id join email_addresses a on a.person_id = p.id
  where a.address = lower(to_address) and lower(p.name) = lower(new_name);
  if who is null then
    if exists (select from email_addresses where address = lower(to_address)) then
      raise exception using errcode = 'AS002', message = 'taken';
    end if;
    insert into people (name, known_as) values (new_name, new_known_as) returning id into who;
    insert into email_addresses (address, person_id) values (lower(to_address), who);
    insert into staff (person_id, job, area, phone, email) values (who, new_job, new_area, new_phone, lower(to_address));
  end if;
  update staff set left_on = null where person_id = who;
  update ways_in set stopped_at = now() where person_id = who and kind = 'staff' and used_at is null and stopped_at is null;
  perform new_way_in('staff', who, lower(to_address), now());
  return who;
end $$;
revoke execute on function add_staff from public;
