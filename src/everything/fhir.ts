import type { Bundle, Composition, CompositionSection, Resource } from '@medplum/fhirtypes';
import type { LanguageCode } from '#language/languages.ts';
import type { Translate } from '#language/translate.ts';
import { idFrom, narrative, pruned, refer, written, type Making } from './element.ts';
import { isOwnCopy, type Everything } from './everything.ts';
import { consentsOf, patientOf, peopleOf, serviceOf, teamOf } from './fhir-people.ts';
import { planOf } from './fhir-plan.ts';
import { messagesOf, papersOf, ratingsOf } from './fhir-record.ts';
import { reviewsOf, viewsOf } from './fhir-reviews.ts';
import { stayOf } from './fhir-stay.ts';
import { contentsInWords, madeInWords } from './told.ts';

/**
 * Everything about one young person as a FHIR R4 Bundle, for other systems. Its ids are those of the rows, or come from
 * them, so that the same record gives the same ids. `t` has the words of the language. Source: hl7.org/fhir/R4.
 */
export function toBundle(everything: Everything, language: LanguageCode, t: Translate): Bundle {
  const { youngPerson, madeFor, madeAt } = everything;
  const { resources: others, references: people } = peopleOf(everything, t);
  const making: Making = { t, language, people, patient: refer('Patient', youngPerson.id, youngPerson.name) };
  const groups: Resource[][] = [
    [patientOf(everything, language)],
    planOf(everything, making),
    reviewsOf(everything, making),
    viewsOf(everything, making),
    [...teamOf(everything, making), ...serviceOf(everything, t), ...others],
    messagesOf(everything, making),
    consentsOf(everything, making),
    ratingsOf(everything, making),
    stayOf(everything, making),
    papersOf(everything, making),
  ];
  const id = idFrom('copy', youngPerson.id, madeFor.id, madeAt.toISOString());
  const resources = [compositionOf(everything, groups.flat(), making), ...groups.flat()];
  return pruned<Bundle>({
    resourceType: 'Bundle',
    id,
    meta: { lastUpdated: madeAt.toISOString(), security: [restricted] },
    language,
    identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${id}` },
    type: 'collection',
    timestamp: madeAt.toISOString(),
    entry: resources.map((resource) => ({ fullUrl: `urn:uuid:${resource.id}`, resource: { ...resource, language } as Resource })),
  });
}

const restricted = { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' };

// The first page: for whom it was made, what is in it and what is not, and where to find it.
function compositionOf(everything: Everything, resources: Resource[], { t, language, patient }: Making): Composition {
  const { youngPerson, madeFor, madeAt, service } = everything;
  const isOwn = isOwnCopy(everything);
  const title = t('everything.title', { name: youngPerson.knownAs, context: isOwn ? 'self' : undefined });
  const { has, parts, hasNot } = contentsInWords(t, { name: youngPerson.knownAs, isOwn, sees: everything.sees });
  const told = (heading: string, lines: string[]): CompositionSection => ({
    title: heading,
    text: narrative(
      language,
      lines.map((words) => ({ words })),
    ),
  });
  return {
    resourceType: 'Composition',
    id: idFrom('first page', youngPerson.id, madeFor.id, madeAt.toISOString()),
    text: narrative(
      language,
      [title, ...madeInWords(t, language, madeFor.name, madeAt)].map((words) => ({ words })),
    ),
    status: 'final',
    type: { text: title },
    subject: patient,
    date: madeAt.toISOString(),
    author: [{ display: service ? written(service.host) : t('site.name') }],
    title,
    confidentiality: 'R',
    section: [
      { ...told(t('everything.isIn'), [...has, ...parts]), entry: resources.map(({ resourceType, id }) => refer(resourceType, id ?? '')) },
      told(t('everything.isNotIn'), hasNot),
    ],
  };
}
