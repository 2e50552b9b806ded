-- Who has looked at a young person's record, and who changed what. Rows are only ever added; each is chained by hash to
-- the one before it about the same young person, so that a changed or missing row is found (npm run audit:verify).

create table audit_entries (
  id bigint generated always as identity primary key,
  young_person_id uuid not null references young_people,
  at timestamptz not null default clock_timestamp(),
  transaction xid8 not null default pg_current_xact_id(),
  -- None where the service did it by itself.
  actor_id uuid references people,
  act text not null check (act in ('read', 'change')),
  -- What was read (a category) or changed (a kind of thing). Never what it said.
  what text not null,
  row_id uuid,
  -- True for what the family must not learn from here: a restriction is invisible to whom it restricts.
  for_staff boolean not null default false
);
create index on audit_entries (young_person_id, at desc);
create index on audit_entries (young_person_id) where what = 'emergency';
create index on audit_entries (transaction, actor_id);

create table audit_chain (
  young_person_id uuid not null references young_people,
  place bigint not null,
  entry_id bigint not null unique references audit_entries,
  hash bytea not null,
  primary key (young_person_id, place)
);

-- The last link of each chain. It can be written to a file outside (npm run audit:heads), which then holds the past fast.
create table audit_heads (
  young_person_id uuid primary key references young_people,
  place bigint not null,
  hash bytea not null
);

call secure(array['audit_entries', 'audit_chain', 'audit_heads']);

-- The words that a hash is made of. src/audit/chain.ts makes the same by itself to verify them.
create function audit_words(entry audit_entries) returns text language sql stable set search_path = public, pg_temp
  return concat_ws('|', entry.id, entry.young_person_id, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    entry.transaction, coalesce(entry.actor_id::text, '-'), entry.act, entry.what, coalesce(entry.row_id::text, '-'), entry.for_staff);

/* Links the entries of a transaction as it commits. Only then is the chain of a young person held, and always in the same
   order, so that two transactions neither wait long nor for each other. */
create function link_audit() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  entry audit_entries;
  head audit_heads;
begin
  if exists (select from audit_chain where entry_id = new.id) then
    return null;
  end if;
  for entry in
    select e.* from audit_entries e where e.transaction = pg_current_xact_id()
      and not exists (select from audit_chain c where c.entry_id = e.id)
    order by e.young_person_id, e.id
  loop
    if head.young_person_id is distinct from entry.young_person_id then
      insert into audit_heads values (entry.young_person_id, 0, '') on conflict do nothing;
      select * into head from audit_heads where young_person_id = entry.young_person_id for update;
    end if;
    head.place := head.place + 1;
    head.hash := sha256(head.hash || convert_to(audit_words(entry), 'UTF8'));
    insert into audit_chain values (entry.young_person_id, head.place, entry.id, head.hash);
    update audit_heads set place = head.place, hash = head.hash where young_person_id = head.young_person_id;
  end loop;
  return null;
end $$;
create constraint trigger link_audit after insert on audit_entries deferrable initially deferred
  for each row execute function link_audit();

-- For everyone, the owner too. Whoever takes this away leaves a chain that no longer fits.
create function refuse_change() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise insufficient_privilege using message = 'what is in the audit stays in it';
end $$;
create trigger stays before update or delete on audit_entries for each row execute function refuse_change();
create trigger stays before update or delete on audit_chain for each row execute function refuse_change();
create trigger stays_whole before truncate on audit_entries execute function refuse_change();
create trigger stays_whole before truncate on audit_chain execute function refuse_change();

/* Notes a change of a row that has the column young_person_id. First argument: what it is, as the audit says it; second,
   where given: "staff", for what only staff learn. */
create function note_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare changed jsonb := to_jsonb(coalesce(new, old));
begin
  insert into audit_entries (young_person_id, actor_id, act, what, row_id, for_staff)
  values ((changed->>'young_person_id')::uuid, current_person(), 'change', tg_argv[0], (changed->>'id')::uuid, tg_nargs > 1);
  return null;
end $$;

create function note_message() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into audit_entries (young_person_id, actor_id, act, what, row_id)
  select young_person_id, new.author_id, 'change', 'messages', new.id from threads where id = new.thread_id;
  return null;
end $$;

revoke execute on function audit_words, link_audit, refuse_change, note_change, note_message from public;

create trigger noted after insert or update or delete on circle_members for each row execute function note_change('circle');
create trigger noted after insert or update or delete on ratings for each row execute function note_change('rating');
create trigger noted after insert or update or delete on plan_sections for each row execute function note_change('plan');
create trigger noted after insert or update or delete on goals for each row execute function note_change('plan');
create trigger noted after insert or update or delete on reviews for each row execute function note_change('reviews');
create trigger noted after insert on messages for each row execute function note_message();
