import { absences, idOf, strangeStaff, stranger } from './circumstances.ts';
import { areaOf, jobOf } from './covering.ts';
import { clockOf, recordRowsOf, type Rows } from './record-rows.ts';
import { tellingRowsOf } from './telling.ts';
import { staffAt, staffIds, type World } from './world.ts';

/** The rows of a world, by table, as the database names its columns. People, circles and what they may; then the record. */
export function rowsOf(world: World): Rows[] {
  const { viewers: adults, selves } = world;
  const everyone = [...adults, ...selves];
  const { dayOf, momentOf, about } = clockOf(world);
  return [
    ['people', [...everyone.map(({ id }) => id), stranger, strangeStaff].map((id) => ({ id, name: `Person ${id}`, known_as: 'Person', language: 'en' }))],
    [
      'calendar_feeds',
      everyone.map(({ id }, n) => ({ id: id.replace(/^./, 'e'), person_id: id, token_hash: `\\x${String(n).padStart(64, '0')}`, is_discreet: n % 2 === 0 })),
    ],
    ['reading_settings', everyone.map(({ id }) => ({ person_id: id, kept: 'text-150' }))],
    ['email_addresses', everyone.map(({ id }) => ({ address: `${id}@example.org`, person_id: id }))],
    [
      'staff',
      adults
        .filter(({ isStaff }) => isStaff)
        .map(({ id, leftOn }) => ({ id, leftOn: dayOf(leftOn) }))
        .concat([{ id: strangeStaff, leftOn: null }])
        .map(({ id, leftOn }) => ({ person_id: id, job: jobOf(id), area: areaOf(id), phone: 'x', email: 'x', left_on: leftOn })),
    ],
    ['working_hours', staffIds.map((id) => ({ person_id: id, weekday: 1, starts_at: '09:00', ends_at: '10:00' }))],
    ['young_people', about(({ id, born }) => [{ person_id: id, born_on: born, area: 'x' }])],
    [
      'circle_members',
      about(({ id, places }) =>
        places.map((p) => ({
          young_person_id: id,
          person_id: p.person,
          relation: p.relation,
          parental_responsibility: p.hasResponsibility,
          from_day: dayOf(p.from),
          to_day: dayOf(p.to),
        })),
      ),
    ],
    // After the places: an absence that is there already brings whoever covers into the circles of a new key worker.
    [
      'absences',
      absences.map(({ id, person, cover, first, last }) => ({ id, person_id: person, first_day: dayOf(first), last_day: dayOf(last), cover_id: cover })),
    ],
    [
      'grants',
      about(({ id, grants }) =>
        grants.map((g) => ({
          id: g.id,
          young_person_id: id,
          person_id: g.person,
          category: g.category,
          stage: g.stage,
          basis: g.basis,
          agreed_by: g.agreedBy,
          asked_by: g.askedBy,
          given_by: g.givenBy,
          given_at: g.givenBy && momentOf(g.givenOn),
          taken_back_by: g.takenBackBy,
        })),
      ),
    ],
    [
      'restrictions',
      about(({ id, restrictions }) =>
        restrictions.map((r) => ({
          id: r.id,
          young_person_id: id,
          person_id: r.person,
          categories: r.categories,
          why: 'safety',
          reasons: 'x',
          look_again_on: dayOf(r.lookAgain),
          set_by: r.setBy,
          set_at: momentOf(-10),
          confirmed_by: r.confirmedBy,
          lift_asked_by: r.liftAskedBy,
          lifted_by: r.liftedBy,
        })),
      ),
    ],
    [
      'decisions',
      about(({ id, decisions }) =>
        decisions.map((d) => ({
          id: d.id,
          young_person_id: id,
          kind: d.kind,
          reasons: 'x',
          look_again_on: dayOf(d.lookAgain),
          made_by: staffAt(0),
          made_at: momentOf(-10),
          confirmed_by: d.isConfirmed ? staffAt(1) : null,
          ended_by: d.isEnded ? staffAt(2) : null,
        })),
      ),
    ],
    [
      'freezes',
      about(({ id, isFrozen }, n) =>
        [{ id: idOf('5', n * 2), young_person_id: id, reasons: 'x', frozen_by: staffAt(0), frozen_at: momentOf(-9), thawed_by: staffAt(1) }]
          .slice(isFrozen ? 1 : 0)
          .concat(
            isFrozen
              ? [{ id: idOf('5', n * 2 + 1), young_person_id: id, reasons: 'x', frozen_by: staffAt(0), frozen_at: momentOf(-1), thawed_by: null as never }]
              : [],
          ),
      ),
    ],
    [
      'break_glass',
      about(({ id, glass }) =>
        glass.map((g) => ({
          id: g.id,
          young_person_id: id,
          staff_id: g.staff,
          reasons: 'x',
          opened_at: momentOf(-1),
          ends_at: new Date(Date.now() + g.minutes * 60_000).toISOString(),
          looked_by: g.lookedBy,
          finding: g.lookedBy && 'x',
        })),
      ),
    ],
    ...recordRowsOf(world),
    ...tellingRowsOf(world),
  ];
}
