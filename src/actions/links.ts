import { formAction, openFormAction } from '#access/form-action.ts';
import { EndedLink, LinkOpening, NewLink } from '#links/share-link.ts';
import { endLink, makeLink, openShared } from '#links/share-links.ts';
import { paths } from '#paths.ts';
import { Mistake } from '#problem.ts';

/** Papers of a plan that someone shares by a link, and who opens one. */
export const links = {
  make: formAction(NewLink, makeLink, (token) => ({ shown: { token } })),
  end: formAction(
    EndedLink,
    async (db, { id, youngPerson }) => {
      await endLink(db, id);
      return youngPerson;
    },
    (youngPerson, { job, language }) => (job ? paths.deskLinks(youngPerson, 'ended') : paths.links(language, youngPerson, 'ended')),
  ),
  open: openFormAction(LinkOpening, async (opening) => {
    const paper = await openShared(opening);
    if (!paper) throw new Mistake('token', 'sharedOver');
    return { shown: { paper: JSON.stringify(paper) } };
  }),
};
