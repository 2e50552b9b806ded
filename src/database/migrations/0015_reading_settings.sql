-- How someone reads, kept with them, so that a new device has it too. It says something about their health: it is theirs alone.

create table reading_settings (
  person_id uuid primary key references people,
  -- As the cookie has them: text-150_theme-cream.
  kept text not null check (kept ~ '^[a-z0-9_-]+$' and char_length(kept) <= 400),
  kept_at timestamptz not null default now()
);
create policy "people see, keep and delete their own reading settings, and nobody else does" on reading_settings for all to viewer
  using (person_id = (select current_person())) with check (person_id = (select current_person()));
grant select, insert, delete, update (kept, kept_at) on reading_settings to viewer;
call secure(array['reading_settings']);

-- True where someone said that other people use this device: nothing of theirs stays there when they go.
create function on_shared_device() returns boolean language sql stable security definer set search_path = public, pg_temp
begin atomic
  select coalesce((select s.idle = 300 from current_session() s), false);
end;
revoke execute on function on_shared_device from public;
grant execute on function on_shared_device to viewer;
