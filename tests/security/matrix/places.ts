import type { Part } from './compare.ts';
import { recordTables } from './look.ts';

const none = () => false;
/** Where a mutant of a table's policy would show. Looking in fewer places can only miss more, never catch more. */
export const places: Record<string, Part> = {
  absences: { tables: ['absences'], tries: none },
  audit_entries: { tables: ['audit', 'people'], tries: none },
  break_glass: { tables: ['emergencies'], tries: (what) => what.startsWith('look back') },
  circle_members: { tables: ['circle', 'people'], tries: (what) => /place/.test(what) },
  decisions: { tables: ['decisions'], tries: (what) => /decision|decide/.test(what) },
  documents: { tables: ['documents'], tries: none },
  email_addresses: { tables: ['addresses'], tries: none },
  freezes: { tables: ['freezes'], tries: (what) => /freeze|thaw/.test(what) },
  goals: { tables: ['goals'], tries: none },
  grants: { tables: ['grants'], tries: (what) => /^(give|ask|take)/.test(what) },
  hospital_stays: { tables: ['hospital stays'], tries: none },
  invitations: { tables: ['invitations'], tries: (what) => what.startsWith('an invitation') },
  messages: { tables: ['messages'], tries: (what) => what.startsWith('write a message') },
  message_reads: { tables: ['message reads'], tries: (what) => what.startsWith('mark') },
  recoveries: { tables: ['recoveries'], tries: none },
  ways_in: { tables: ['ways in'], tries: none },
  sign_in_asks: { tables: [], tries: none },
  people: { tables: ['people'], tries: none },
  plan_sections: { tables: ['plan', 'hard times'], tries: none },
  ratings: { tables: ['ratings'], tries: none },
  restrictions: { tables: ['restrictions'], tries: (what) => what.includes('restrict') },
  review_people: { tables: ['review people'], tries: none },
  review_places: { tables: ['review places'], tries: none },
  reviews: { tables: ['reviews'], tries: none },
  staff: { tables: ['staff'], tries: none },
  threads: { tables: ['threads'], tries: none },
  thread_members: { tables: ['people'], tries: none },
  views: { tables: ['views'], tries: (what) => what.startsWith('write in my views') },
  working_hours: { tables: ['hours'], tries: none },
  young_people: { tables: ['young person'], tries: none },
  is_fresh: { tables: [], tries: (what) => /thaw|restrict|give/.test(what) },
  may_give: { tables: [], tries: (what) => /^(give|ask)/.test(what) },
  open_stages: { tables: [], tries: (what) => /^(give|ask|decide)/.test(what) },
  i_decide: { tables: [], tries: (what) => /^(give|take)/.test(what) },
  i_answer_for: { tables: ['grants', 'circle', 'audit'], tries: (what) => /^(ask|take)/.test(what) },
  i_answer_now: { tables: ['audit'], tries: none },
  with_parental_responsibility: { tables: ['grants', 'audit'], tries: (what) => /^(ask|give|take)/.test(what) },
  decider: { tables: ['plan', 'grants'], tries: (what) => /^(ask|give|take)/.test(what) },
  charges_of: { tables: ['grants', 'restrictions', 'plan'], tries: none },
  caseload_of: { tables: ['circle', 'plan', 'messages'], tries: none },
  young_people_of: { tables: ['young person', 'circle'], tries: none },
  allowed_to: { tables: recordTables, tries: none },
  readable: { tables: ['plan', 'documents', 'messages'], tries: none },
  open_record: { tables: recordTables, tries: none },
  is_restricted_at_all: { tables: ['plan', 'emergencies', 'grants'], tries: (what) => /^(ask|give)/.test(what) },
  is_frozen: { tables: ['young person', 'plan', 'views'], tries: none },
  review_about: { tables: ['whose review'], tries: none },
  is_restricted: { tables: recordTables, tries: none },
  my_threads: { tables: ['threads', 'messages'], tries: none },
  my_open_threads: { tables: ['messages'], tries: none },
  current_person: { tables: ['addresses'], tries: none },
};

/** Where to look for a mutant, by its name. */
export function placeOf(name: string): Part {
  const place = places[name.split(/[ :]/)[0] ?? ''];
  if (!place) throw new Error(`No place says where "${name}" would show.`);
  return place;
}
