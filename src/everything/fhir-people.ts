import type {
  CareTeam,
  Consent,
  ContactPoint,
  Organization,
  Patient,
  Practitioner,
  PractitionerRole,
  Reference,
  RelatedPerson,
  Resource,
} from '@medplum/fhirtypes';
import { isStaffPlace } from '#circles/circle.ts';
import { daysOfStage, type Grant } from '#circles/consent.ts';
import { dayOf } from '#language/dates.ts';
import type { Translate } from '#language/translate.ts';
import type { KeyWorker, Relation } from '#people/person.ts';
import { codesOf, idFrom, periodOf, refer, written, type Making } from './element.ts';
import { isOwnCopy, type Everything, type Service } from './everything.ts';

interface Known {
  id: string;
  name: string;
  isProfessional: boolean;
  relation?: Relation;
}

/** Everyone of whom a copy tells by id, other than the young person: professionals, and family and friends. */
export function peopleOf(everything: Everything, t: Translate): { resources: Resource[]; references: Map<string, Reference<never>> } {
  const { youngPerson } = everything;
  const references = new Map([[youngPerson.id, refer('Patient', youngPerson.id, youngPerson.name)]]);
  const resources: Resource[] = [];
  // Someone can be both, as a carer who works for the service: then the professional stands, to whom the role of a key worker points.
  for (const { id, name, isProfessional, relation } of known(everything).toSorted((a, b) => Number(b.isProfessional) - Number(a.isProfessional))) {
    if (references.has(id)) continue;
    references.set(id, refer(isProfessional ? 'Practitioner' : 'RelatedPerson', id, name));
    resources.push(isProfessional ? practitioner(id, name, everything.keyWorker) : relatedPerson(id, name, youngPerson.id, relation, t));
  }
  return { resources, references };
}

function known({ circle, keyWorker, madeFor, threads, grants, voices }: Everything): Known[] {
  const withRelation = (person: { id: string; name: string; relation: Relation }) => ({
    ...person,
    isProfessional: isStaffPlace(person) || person.relation === 'other professional',
  });
  return [
    ...circle.map(withRelation),
    withRelation(madeFor),
    ...(keyWorker ? [{ ...keyWorker, isProfessional: true }] : []),
    ...(threads ?? []).flatMap(({ members }) => members).map(({ id, name, isStaff }) => ({ id, name, isProfessional: isStaff })),
    ...grants.map(({ person }) => ({ ...person, isProfessional: false })),
    // Whoever says something for reviews does not work here.
    ...(voices ?? []).flatMap(({ id, name }) => (name ? [{ id, name, isProfessional: false }] : [])),
  ];
}

function practitioner(id: string, name: string, keyWorker: KeyWorker | undefined): Practitioner {
  return { resourceType: 'Practitioner', id, name: [{ text: name }], telecom: keyWorker?.id === id ? telecomOf(keyWorker) : undefined };
}

function relatedPerson(id: string, name: string, youngPerson: string, relation: Relation | undefined, t: Translate): RelatedPerson {
  return {
    resourceType: 'RelatedPerson',
    id,
    patient: refer('Patient', youngPerson),
    name: [{ text: name }],
    relationship: relation && [{ text: t(`people.relation.${relation}`) }],
  };
}

function telecomOf({ phone, email }: { phone: string; email?: string }): ContactPoint[] {
  return [{ system: 'phone', value: phone }, ...(email ? [{ system: 'email' as const, value: email }] : [])];
}

/** The young person. There is no number of the NHS here, so there is none in it. */
export function patientOf({ youngPerson, service, keyWorker }: Everything, language: string): Patient {
  return {
    resourceType: 'Patient',
    id: youngPerson.id,
    active: true,
    name: [
      { use: 'official', text: youngPerson.name },
      ...(youngPerson.knownAs === youngPerson.name ? [] : [{ use: 'usual' as const, text: youngPerson.knownAs }]),
    ],
    birthDate: youngPerson.bornOn,
    communication: [{ language: { coding: [{ system: 'urn:ietf:bcp:47', code: language }] }, preferred: true }],
    generalPractitioner: keyWorker && [refer('Practitioner', keyWorker.id, keyWorker.name)],
    managingOrganization: service && refer('Organization', serviceId(service), service.host),
  };
}

/** The service, and when its key worker works. */
export function serviceOf({ service, keyWorker }: Everything, t: Translate): (Organization | PractitionerRole)[] {
  const organization = service && refer('Organization', serviceId(service), service.host);
  return [
    ...(service
      ? [{ resourceType: 'Organization' as const, id: serviceId(service), name: written(service.host), alias: [service.name], telecom: telecomOf(service) }]
      : []),
    ...(keyWorker ? [roleOf(keyWorker, organization, t)] : []),
  ];
}

function serviceId({ name, host }: Service): string {
  return idFrom('service', name, host);
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

function roleOf(keyWorker: KeyWorker, organization: Reference<never> | undefined, t: Translate): PractitionerRole {
  const { away, hours, id, name } = keyWorker;
  return {
    resourceType: 'PractitionerRole',
    id: idFrom('role', id),
    active: true,
    practitioner: refer('Practitioner', id, name),
    organization,
    code: [{ text: t('people.relation.key worker') }],
    telecom: telecomOf(keyWorker),
    availableTime: hours.flatMap(({ weekday, startsAt, endsAt }) => {
      const day = weekdays[weekday - 1];
      return day ? [{ daysOfWeek: [day], availableStartTime: startsAt, availableEndTime: endsAt }] : [];
    }),
    notAvailable: away
      ? [
          {
            description: away.coverName ? t('people.cover', { name: away.coverName }) : t('people.away', { name, day: away.lastDay }),
            during: periodOf(undefined, away.lastDay),
          },
        ]
      : undefined,
  };
}

/** The people around the young person, each from a day to a day. None where nobody is known. */
export function teamOf({ circle, service, youngPerson }: Everything, { t, patient, people }: Making): CareTeam[] {
  if (circle.length === 0) return [];
  const participant = circle.map(({ id, name, relation, fromDay, toDay }) => ({
    role: [{ text: t(`people.relation.${relation}`) }],
    member: people.get(id) ?? { display: name },
    period: periodOf(fromDay, toDay),
  }));
  const managingOrganization = service && [refer('Organization', serviceId(service), service.host)];
  return [{ resourceType: 'CareTeam', id: idFrom('team', youngPerson.id), status: 'active', subject: patient, participant, managingOrganization }];
}

const statuses = { open: 'active', asked: 'proposed', closed: 'inactive' } as const;

/** Each choice to share. Only what is open now is active: whoever reads this elsewhere must not open what is shut here. */
export function consentsOf(everything: Everything, making: Making): Consent[] {
  return everything.grants.map((grant) => consentOf(grant, everything, making));
}

function consentOf(grant: Grant, everything: Everything, { t, patient, people }: Making): Consent {
  const { id, person, category, stage, basis, agreedBy, givenAt, takenBackAt, state } = grant;
  const { youngPerson } = everything;
  const stageDays = youngPerson.bornOn ? daysOfStage(stage, youngPerson.bornOn) : {};
  const given = givenAt ? dayOf(givenAt) : undefined;
  const ended = takenBackAt ? dayOf(takenBackAt) : stageDays.to;
  const agreed = agreedBy ? people.get(agreedBy) : undefined;
  const whatInWords = t(`sharing.category.${category}`, { name: youngPerson.knownAs, context: isOwnCopy(everything) ? 'self' : undefined });
  return {
    resourceType: 'Consent',
    id,
    meta: { lastUpdated: (takenBackAt ?? givenAt)?.toISOString() },
    status: statuses[state],
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'INFA' }], text: 'information access' }],
    patient,
    dateTime: givenAt?.toISOString(),
    performer: agreed && [agreed],
    // Whose decision it is, and for which stage of life: with it the choice ends.
    policyRule: { text: `${basis}; ${stage}` },
    provision: {
      type: 'permit',
      period: periodOf([given, stageDays.from].filter(Boolean).toSorted().at(-1), ended),
      actor: [
        {
          role: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'IRCP' }] },
          reference: people.get(person.id) ?? { display: person.name },
        },
      ],
      action: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentaction', code: 'access' }] }],
      code: [{ coding: [{ system: codesOf('sharing'), code: category.replaceAll(' ', '-') }], text: whatInWords }],
    },
  };
}
