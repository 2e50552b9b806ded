import type { APIRoute } from 'astro';
import { toBundle } from '#everything/fhir.ts';
import { asFile, openEverything } from './_everything.ts';

/** Everything that who asks may take with them, as a FHIR R4 bundle for other services. */
export const GET: APIRoute = async (context) => {
  const everything = await openEverything(context);
  if (everything instanceof Response) return everything;
  const { language, t } = context.locals;
  return new Response(JSON.stringify(toBundle(everything, language, t), null, 2), {
    headers: { 'Content-Type': 'application/fhir+json; charset=utf-8', 'Content-Disposition': asFile(everything, 'json') },
  });
};
