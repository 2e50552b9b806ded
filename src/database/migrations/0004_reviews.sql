-- Reviews: the meetings that check a young person's care, past and to come.

create table reviews (
  id uuid primary key default uuidv7(),
  young_person_id uuid not null references young_people,
  kind text not null check (kind in ('cetr', 'ctr', 'laep', 'plan review', 'discharge meeting')),
  starts_at timestamptz not null,
  place text not null,
  purpose text not null,
  -- What people agreed, one recommendation a line. Empty until the review has been.
  outcome text not null default ''
);
create index on reviews (young_person_id, starts_at);

create table review_people (
  review_id uuid not null references reviews,
  place smallint not null,
  name text not null,
  role text not null,
  primary key (review_id, place)
);

call secure(array['reviews', 'review_people']);

create policy "the circle reads the reviews" on reviews for select to viewer using (young_person_id in (select my_young_people()));
create policy "who reads a review reads who comes" on review_people for select to viewer using (review_id in (select id from reviews));

grant select on reviews, review_people to viewer;
