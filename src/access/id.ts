/** True for what can be the id of a row. Anything else in an address is a page that is not there. */
export function isId(given: string | undefined): given is string {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(given ?? '');
}
