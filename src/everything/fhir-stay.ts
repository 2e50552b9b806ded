import type { CarePlan, Encounter, Location } from '@medplum/fhirtypes';
import { stateOfVisit, type Stay } from '#hospital/stay.ts';
import { dayInWords, dayOf } from '#language/dates.ts';
import { activityOf, idFrom, inLanguage, narrative, refer, written, type Making } from './element.ts';
import { isOwnCopy, stepsHome, type Everything } from './everything.ts';

/** The stay in hospital: where, who helps, and the way home as a plan of its own. Nothing where there is none. */
export function stayOf(everything: Everything, making: Making): (Encounter | Location | CarePlan)[] {
  const { stay } = everything;
  return stay ? [encounterOf(stay, everything, making), wardOf(stay), wayHomeOf(stay, everything.madeAt, making)] : [];
}

function encounterOf(stay: Stay, everything: Everything, { t, language: page, patient }: Making): Encounter {
  const { id, ward, contactName, contactPhone, isDetained, admittedOn, leavesOn, advocateName, advocatePhone } = stay;
  const words = { name: everything.youngPerson.knownAs, context: isOwnCopy(everything) ? 'self' : undefined };
  const law = isDetained === null ? 'unknown' : isDetained ? 'yes' : 'no';
  const reach = [contactName, contactPhone].filter((each) => each.trim());
  const advocate = [advocateName, advocatePhone].filter((each) => each.trim()).join(', ');
  return {
    resourceType: 'Encounter',
    id,
    text: narrative(page, [
      { words: t('hospital.here', words) },
      { words: t(`hospital.law.${law}`, words) },
      { words: leavesOn ? t('hospital.leaves', { day: dayInWords(leavesOn, page) }) : t('hospital.leavesNone', words) },
      ...(reach.length > 0 ? [{ words: t('hospital.reach') }, ...reach.map((each) => ({ words: each }))] : []),
    ]),
    status: 'in-progress',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP', display: 'inpatient encounter' },
    subject: patient,
    participant: advocate ? [{ type: [{ text: t('people.relation.advocate') }], individual: { display: written(advocate) } }] : undefined,
    period: admittedOn ? { start: admittedOn } : undefined,
    location: [{ location: refer('Location', idFrom('ward', id), ward) }],
  };
}

function wardOf({ id, hospital, ward, contactPhone, visiting, language }: Stay): Location {
  const location: Location = {
    resourceType: 'Location',
    id: idFrom('ward', id),
    name: written([hospital, ward].filter((each) => each.trim()).join(', ')),
    telecom: contactPhone ? [{ system: 'phone', value: contactPhone }] : undefined,
    description: visiting.trim() ? written(visiting) : undefined,
  };
  return location.description ? inLanguage(location, 'description', language) : location;
}

// What has to happen first, who visits until then, and the help after it.
function wayHomeOf(stay: Stay, now: Date, making: Making): CarePlan {
  const { id, visits, leavesOn, aftercare, language } = stay;
  const { t, language: page, patient } = making;
  const visitsToo = visits.map(({ who, dueOn, doneOn }) => {
    const words = t(`hospital.visit.${stateOfVisit({ dueOn, doneOn }, dayOf(now))}`, { who, day: dayInWords(doneOn ?? dueOn, page) });
    return activityOf({ words, language: page, who, byDay: dueOn, doneOn }, making);
  });
  return {
    resourceType: 'CarePlan',
    id: idFrom('way home', id),
    status: 'active',
    intent: 'plan',
    title: t('hospital.home'),
    subject: patient,
    encounter: refer('Encounter', id),
    period: leavesOn ? { end: leavesOn } : undefined,
    activity: [...stepsHome(stay).map((step) => activityOf(step, making)), ...visitsToo],
    note: aftercare.trim() ? [inLanguage({ text: written(`${t('hospital.after')}\n\n${aftercare}`) }, 'text', language)] : undefined,
  };
}
