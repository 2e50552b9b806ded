-- What people write stays in the language they wrote it in, and a review can be moved, so that a calendar that has it follows.

alter table plan_sections add language text not null default 'en';
alter table goals add language text not null default 'en';

alter table reviews
  add language text not null default 'en',
  -- How long it is to last.
  add minutes int not null default 60 check (minutes between 5 and 600),
  -- As in RFC 5545: a calendar takes a later number for the newer word on the same meeting.
  add sequence int not null default 0,
  add called_off_by uuid references staff,
  add called_off_at timestamptz;
-- A video call: the address belongs to the places, which not everyone may know.
alter table review_places add link text check (link ~ '^https://[^\s<>"]+$' and char_length(link) <= 1000);

create function count_review_change() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if (new.starts_at, new.minutes, new.kind, new.called_off_at) is distinct from (old.starts_at, old.minutes, old.kind, old.called_off_at) then
    new.sequence := old.sequence + 1;
  end if;
  return new;
end $$;
create trigger counted before update on reviews for each row execute function count_review_change();

create function count_place_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (new.place, new.link) is distinct from (old.place, old.link) then
    update reviews set sequence = sequence + 1 where id = new.review_id;
  end if;
  return null;
end $$;
create trigger counted after update on review_places for each row execute function count_place_change();
revoke execute on function count_review_change, count_place_change from public;
