/** Every address of the site. `language` is the code in front of it. Ids are the only private thing in an address. */
export const paths = {
  home: (language: string) => `/${language}`,
  guides: (language: string) => `/${language}/guides`,
  guide: (language: string, slug: string) => `/${language}/guides/${slug}`,
  /** One idea of a guide at a time; `step` from 1. */
  step: (language: string, slug: string, step: number) => `/${language}/guides/${slug}/${step}`,
  guidePdf: (language: string, slug: string) => `/${language}/guides/${slug}.pdf`,
  words: (language: string, word?: string) => `/${language}/words${word ? `#${word}` : ''}`,
  search: (language: string, asked?: string) => `/${language}/search${query({ q: asked })}`,
  areas: (language: string, from?: string) => `/${language}/areas${query({ from })}`,
  area: (language: string, area: string) => `/${language}/areas/${area}`,
  /** The directory of an area; `need` shows the services for one need. */
  services: (language: string, area: string, need?: string) => `/${language}/areas/${area}/services${query({ need })}`,
  myCetr: (language: string) => `/${language}/my-cetr`,
  /** How we check that everyone can use the site, and what we found. */
  accessibility: (language: string) => `/${language}/accessibility`,
  settings: (language: string, from?: string, done?: 'kept' | 'reset' | 'undone') => `/${language}/settings${query({ from, done })}`,
  signIn: (language: string) => `/${language}/sign-in`,
  signInCode: (language: string, ask: string) => `/${language}/sign-in/code?${new URLSearchParams({ ask })}`,
  /** The way out to sign in with a login of someone else's, and the one address where it comes back. */
  signInLogin: (language: string, kind: string) => `/${language}/sign-in/login/${kind}`,
  loginBack: (kind: string) => `/login/${kind}/back`,
  /** My logins of others, and the way out to add one. */
  myLogins: (language: string, done?: 'added' | 'removed') => `/${language}/me/logins${query({ done })}`,
  addLogin: (language: string, kind: string) => `/${language}/me/logins/${kind}`,
  signInLink: (language: string, token: string) => `/${language}/sign-in/link/${token}`,
  signInPasskey: (language: string) => `/${language}/sign-in/passkey`,
  /** Where a link or a card of an invitation leads; without a token, where someone writes the words of a card. */
  join: (language: string, token?: string) => `/${language}/join${token ? `/${token}` : ''}`,
  /** Who came by an invitation that was not for them. */
  notRight: (language: string) => `/${language}/join/not-right`,
  rightChild: (language: string) => `/${language}/family/right-child`,
  /** How I sign in: my devices, my passkeys. */
  me: (language: string, done?: string) => `/${language}/me${query({ done })}`,
  /** How I am told that there is something new. */
  myNotices: (language: string, done?: string) => `/${language}/me/notices${query({ done })}`,
  addPasskey: (language: string) => `/${language}/me/passkey`,
  /** The check that it is still you; `to` is where someone goes on. */
  check: (language: string, to?: string) => `/${language}/me/check${query({ to })}`,
  /** Says how long the session still is, and keeps it. */
  stay: (language: string) => `/${language}/me/stay`,
  signedOut: (language: string) => `/${language}/signed-out`,
  /** `part` here and in the next ones shows 1 thing at a time, from 1. */
  family: (language: string, youngPerson?: string, part?: number) => `/${language}/family${query({ about: youngPerson, part: part?.toString() })}`,
  plan: (language: string, youngPerson: string, part?: number) => `/${language}/family/plan${query({ about: youngPerson, part: part?.toString() })}`,
  /** One part of the plan: a section by its slug, or a goal by its id. */
  planPart: (language: string, youngPerson: string, part: string, done?: 'said' | 'kept') =>
    `/${language}/family/plan/${part}${query({ about: youngPerson, done })}`,
  /** Where someone says something about a part of the plan; `line` is the sentence that is not right, from 0. */
  planSay: (language: string, youngPerson: string, part: string, kind: string, line?: number) =>
    `/${language}/family/plan/${part}/say${query({ about: youngPerson, kind, line: line?.toString() })}`,
  /** The papers made of the plan, to print and to show; each as a page and as a PDF, by its slug. */
  planPapers: (language: string, youngPerson: string) => `/${language}/family/plan/papers${query({ about: youngPerson })}`,
  planPaper: (language: string, youngPerson: string, paper: string) => `/${language}/family/plan/papers/${paper}${query({ about: youngPerson })}`,
  planPaperPdf: (language: string, youngPerson: string, paper: string) => `/${language}/family/plan/papers/${paper}.pdf${query({ about: youngPerson })}`,
  reviews: (language: string, youngPerson: string) => `/${language}/family/reviews${query({ about: youngPerson })}`,
  review: (language: string, review: string, part?: number) => `/${language}/family/reviews/${review}${query({ part: part?.toString() })}`,
  /** Where someone who can not come asks for another time. */
  anotherTime: (language: string, review: string) => `/${language}/family/reviews/${review}/another-time`,
  /** One recommendation of a review: has it happened? */
  recommendation: (language: string, review: string, recommendation: string) => `/${language}/family/reviews/${review}/${recommendation}`,
  views: (language: string, youngPerson: string, part?: number, done?: 'done' | 'gone') =>
    `/${language}/family/views${query({ about: youngPerson, part: part?.toString(), done })}`,
  /** What a young person says for the meeting, to print; or as a PDF. */
  viewsSheet: (language: string, youngPerson: string, as?: 'pdf') => `/${language}/family/views/sheet${query({ about: youngPerson, as })}`,
  /** A review as a file for a calendar. */
  reviewFile: (language: string, review: string) => `/${language}/family/reviews/${review}.ics`,
  /** My own calendar: whether it is on, and what it shows. */
  calendar: (language: string, youngPerson?: string, done?: 'off') => `/${language}/family/calendar${query({ about: youngPerson, done })}`,
  /** Where a calendar app asks, by a secret. */
  calendarFeed: (token: string) => `/calendar/${token}.ics`,
  /** The links to papers of a plan, and where one leads. */
  links: (language: string, youngPerson: string, done?: 'ended') => `/${language}/family/links${query({ about: youngPerson, done })}`,
  shared: (language: string, token: string) => `/${language}/shared/${token}`,
  /** Who has looked at a young person's page; `before` a day, as `2026-05-04`. */
  looked: (language: string, youngPerson: string, before?: string) => `/${language}/family/looked${query({ about: youngPerson, before })}`,
  messages: (language: string, youngPerson: string) => `/${language}/family/messages${query({ about: youngPerson })}`,
  thread: (language: string, thread: string) => `/${language}/family/messages/${thread}`,
  /** The board to say something with pictures: a page of it, and what else it shows. */
  pictures: (language: string, thread: string, page?: string, show?: 'look' | 'clear' | undefined) =>
    `/${language}/family/messages/${thread}/pictures${query({ page, show })}`,
  /** Who to call for whoever is not safe. */
  notSafe: (language: string) => `/${language}/not-safe`,
  /** Says when something changes in a conversation; `since` is when the page was made. */
  live: (thread: string, since?: Date) => `/live/${thread}${query({ since: since?.getTime().toString() })}`,
  /** What someone has written so far, kept for later; `correct` is the message that they correct. */
  draft: (language: string, thread: string, correct?: string) => `/${language}/family/messages/${thread}/draft${query({ correct })}`,
  sharing: (language: string, youngPerson: string, done?: 'kept') => `/${language}/family/sharing${query({ about: youngPerson, done })}`,
  sharingWith: (language: string, youngPerson: string, person: string, stage?: string) =>
    `/${language}/family/sharing/${person}${query({ about: youngPerson, stage })}`,
  hospital: (language: string, youngPerson: string) => `/${language}/family/hospital${query({ about: youngPerson })}`,
  rating: (language: string, youngPerson: string, done?: 'kept') => `/${language}/family/rating${query({ about: youngPerson, done })}`,
  /** The key worker, the team, and who is in the circle. */
  people: (language: string, youngPerson: string) => `/${language}/family/people${query({ about: youngPerson })}`,
  /** A copy of everything to keep, and its files: to read, or as FHIR for other services. */
  everything: (language: string, youngPerson: string) => `/${language}/family/everything${query({ about: youngPerson })}`,
  everythingFile: (language: string, youngPerson: string, ending: 'html' | 'json') =>
    `/${language}/family/everything.${ending}${query({ about: youngPerson })}`,
  desk: () => '/desk',
  deskNew: () => '/desk/new',
  /** Notices that did not arrive. */
  deskNotices: (done?: 'seen') => `/desk/notices${query({ done })}`,
  deskEmergency: () => '/desk/emergency',
  deskStaff: () => '/desk/staff',
  deskLeaving: (person: string) => `/desk/staff/${person}/leaving`,
  deskCircle: (youngPerson: string, done?: 'kept') => `/desk/families/${youngPerson}/circle${query({ done })}`,
  deskSharing: (youngPerson: string, person: string, stage?: string) => `/desk/families/${youngPerson}/sharing/${person}${query({ stage })}`,
  deskDecisions: (youngPerson: string) => `/desk/families/${youngPerson}/decisions`,
  deskRestrictions: (youngPerson: string) => `/desk/families/${youngPerson}/restrictions`,
  deskLinks: (youngPerson: string, done?: 'ended') => `/desk/families/${youngPerson}/links${query({ done })}`,
  deskFreeze: (youngPerson: string) => `/desk/families/${youngPerson}/freeze`,
  deskHandOver: (youngPerson: string) => `/desk/families/${youngPerson}/hand-over`,
  deskPlan: (youngPerson: string, done?: 'published' | 'answered') => `/desk/families/${youngPerson}/plan${query({ done })}`,
  /** Where staff answer what was said about the plan. */
  deskRemark: (youngPerson: string, remark: string) => `/desk/families/${youngPerson}/plan${query({ answer: remark })}`,
  /** Where staff write one part of the plan; `new` is a goal that is not there yet. */
  deskPlanPart: (youngPerson: string, part: string) => `/desk/families/${youngPerson}/plan/${part}`,
  deskPaperPdf: (youngPerson: string, paper: string) => `/desk/families/${youngPerson}/papers/${paper}.pdf`,
  deskReviews: (youngPerson: string) => `/desk/families/${youngPerson}/reviews`,
  deskNewReview: (youngPerson: string) => `/desk/families/${youngPerson}/reviews/new`,
  deskReview: (youngPerson: string, review: string) => `/desk/families/${youngPerson}/reviews/${review}`,
  deskMoveReview: (youngPerson: string, review: string) => `/desk/families/${youngPerson}/reviews/${review}/move`,
  deskRecommendation: (youngPerson: string, review: string, recommendation: string) => `/desk/families/${youngPerson}/reviews/${review}/${recommendation}`,
  /** The same at the desk: what one person says. */
  deskSheet: (youngPerson: string, person: string, as?: 'pdf') => `/desk/families/${youngPerson}/sheet/${person}${query({ as })}`,
  deskHospital: (youngPerson: string, done?: 'kept') => `/desk/families/${youngPerson}/hospital${query({ done })}`,
  deskStay: (youngPerson: string) => `/desk/families/${youngPerson}/hospital/change`,
  deskDischarge: (youngPerson: string) => `/desk/families/${youngPerson}/hospital/home`,
  deskRating: (youngPerson: string, done?: 'kept') => `/desk/families/${youngPerson}/rating${query({ done })}`,
  deskFamily: (youngPerson: string) => `/desk/families/${youngPerson}`,
  invite: (youngPerson: string) => `/desk/families/${youngPerson}/invite`,
  invitations: (youngPerson: string, done?: string) => `/desk/families/${youngPerson}/invitations${query({ done })}`,
  backIn: (youngPerson: string, person: string) => `/desk/families/${youngPerson}/back-in/${person}`,
  staffBackIn: (person: string) => `/desk/staff/${person}/back-in`,
  /** What happens now that someone is helped back in. */
  backInStarted: (way: string) => `/desk/back-in/${way}`,
  /** The card of a way in, to print. */
  card: (way: string) => `/desk/cards/${way}`,
  /** What waits for an answer, with the viewer and in their team. */
  deskInbox: () => '/desk/messages',
  /** When someone is away: the viewer, or whoever they lead. `change` is a time away that they change. */
  deskAway: (given: { person?: string | undefined; change?: string; done?: 'kept' | 'back' } = {}) => `/desk/away${query(given)}`,
  deskThread: (thread: string) => `/desk/messages/${thread}`,
  deskPictures: (thread: string, page?: string, show?: 'look' | 'clear' | undefined) => `/desk/messages/${thread}/pictures${query({ page, show })}`,
  deskDraft: (thread: string, correct?: string) => `/desk/messages/${thread}/draft${query({ correct })}`,
  /** Where staff begin a conversation with several people. */
  deskTogether: (youngPerson: string) => `/desk/families/${youngPerson}/together`,
  deskLooked: (youngPerson: string, before?: string) => `/desk/families/${youngPerson}/looked${query({ before })}`,
  demo: () => '/demo',
  demoInbox: () => '/demo/inbox',
  picture: (file: string) => `/pictures/${file}`,
};

// Whose page it is stands in the address and not in a cookie: with two tabs open, each stays with its own young person.
function query(given: Record<string, string | undefined>): string {
  const search = new URLSearchParams(Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1])));
  return search.size > 0 ? `?${search}` : '';
}

/** True for pages that show one person's own words. They are never cached, compressed or kept by the browser. */
export function isPrivate(path: string): boolean {
  return /^\/(?:[\w-]+\/(?:family|sign-in|signed-out|join|me|shared)|desk|demo|login|calendar|live)(?:\/|$)/.test(path);
}

/** An address on this site that someone came from, or undefined: never an address that leads elsewhere. */
export function localPath(given: string | null | undefined): string | undefined {
  return given && /^\/(?![/\\])[\w\-./?=&%]*$/.test(given) ? given : undefined;
}

/** How a name stands in an address: small letters and digits of English, with dashes between them. */
export function slugOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
