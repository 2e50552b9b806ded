import { paths } from '#paths.ts';
import { mistake, send, type PageKind } from './kind.ts';

const amir = 'Amir Khan';
const cerys = 'Cerys Bevan';
const tom = 'Tom Okafor';
const gwen = 'Gwen Ashby';
const inviteForm = 'main form:has([name=relation])';

/** The pages of those who work for the service. Their language is the reader's own, and not in the address. */
export const deskKinds: PageKind[] = [
  { name: 'the desk of a key worker', who: 'Priya Nair', address: () => paths.desk() },
  { name: 'the desk of a team lead', who: gwen, address: () => paths.desk() },
  { name: 'a family at the desk', who: tom, address: ({ id }) => paths.deskFamily(id(amir)) },
  { name: 'reviews at the desk', who: tom, address: ({ id }) => paths.deskReviews(id(amir)) },
  { name: 'a new review, of nothing', who: tom, address: ({ id }) => paths.deskNewReview(id(amir)), does: send({}, mistake) },
  { name: 'a review at the desk', who: tom, address: ({ id }) => paths.deskReview(id(amir), id('the review')) },
  { name: 'moving a review', who: tom, address: ({ id }) => paths.deskMoveReview(id(amir), id('the next review')) },
  { name: 'a recommendation at the desk', who: tom, address: ({ id }) => paths.deskRecommendation(id(amir), id('the review'), id('the recommendation')) },
  { name: 'a page for the meeting', who: tom, address: ({ id }) => paths.deskSheet(id(amir), id('Nadia Khan')) },
  { name: 'a thread at the desk', who: tom, address: ({ id }) => paths.deskThread(id('the thread')) },
  { name: 'writing together', who: tom, address: ({ id }) => paths.deskTogether(id('Amir Khan')), does: send({}, mistake) },
  {
    name: 'the board at the desk, sent without pictures',
    who: tom,
    address: ({ id }) => paths.deskPictures(id('the thread')),
    does: send({}, mistake, '.commands form'),
  },
  { name: 'an answer without words', who: tom, address: ({ id }) => paths.deskRemark(id(amir), id('the remark')), does: send({}, mistake) },
  {
    name: 'hard words of a plan',
    who: tom,
    address: ({ id }) => paths.deskPlanPart(id(amir), 'my-strengths'),
    does: async (page) => {
      await page.locator('main textarea').fill('I am seen as proprioceptive.');
      await Promise.all([page.waitForEvent('load'), page.locator('main button[value=check]').click()]);
      await page.locator('#worries').waitFor();
    },
  },
  { name: 'a goal without words', who: tom, address: ({ id }) => paths.deskPlanPart(id(amir), 'new'), does: send({}, mistake) },
  { name: 'a circle', who: tom, address: ({ id }) => paths.deskCircle(id(amir)) },
  { name: 'decisions', who: tom, address: ({ id }) => paths.deskDecisions(id(amir)) },
  { name: 'a decision without reasons', who: tom, address: ({ id }) => paths.deskDecisions(id(amir)), does: send({}, mistake) },
  { name: 'restrictions', who: tom, address: ({ id }) => paths.deskRestrictions(id(amir)) },
  { name: 'a restriction without reasons', who: tom, address: ({ id }) => paths.deskRestrictions(id(amir)), does: send({}, mistake) },
  { name: 'links at the desk', who: tom, address: ({ id }) => paths.deskLinks(id(amir)) },
  { name: 'a freeze', who: tom, address: ({ id }) => paths.deskFreeze(id(amir)) },
  { name: 'a rating at the desk', who: tom, address: ({ id }) => paths.deskRating(id(cerys)) },
  { name: 'a stay at the desk', who: tom, address: ({ id }) => paths.deskHospital(id(amir)) },
  { name: 'changing a stay', who: tom, address: ({ id }) => paths.deskStay(id(amir)) },
  { name: 'coming into hospital, without words', who: tom, address: ({ id }) => paths.deskHospital(id(cerys)), does: send({}, mistake) },
  { name: 'going home', who: tom, address: ({ id }) => paths.deskDischarge(id(amir)) },
  { name: 'who looked, at the desk', who: tom, address: ({ id }) => paths.deskLooked(id(amir)) },
  { name: 'what one person sees, at the desk', who: tom, address: ({ id }) => paths.deskSharing(id(amir), id('Nadia Khan')) },
  { name: 'handing over', who: gwen, address: ({ id }) => paths.deskHandOver(id(amir)) },
  { name: 'an emergency', who: tom, address: () => paths.deskEmergency() },
  { name: 'an emergency without reasons', who: tom, address: () => paths.deskEmergency(), does: send({}, mistake) },
  { name: 'a new young person', who: gwen, address: () => paths.deskNew() },
  { name: 'a new young person without a name', who: gwen, address: () => paths.deskNew(), does: send({}, mistake) },
  { name: 'those who work here', who: gwen, address: () => paths.deskStaff() },
  { name: 'someone who leaves', who: gwen, address: ({ id }) => paths.deskLeaving(id(tom)) },
  { name: 'helping a worker back in', who: gwen, address: ({ id }) => paths.staffBackIn(id(tom)) },
  { name: 'helping someone back in', who: tom, address: ({ id }) => paths.backIn(id(cerys), id(cerys)) },
  { name: 'inviting someone', who: tom, address: ({ id }) => paths.invite(id(cerys)) },
  { name: 'inviting nobody', who: tom, address: ({ id }) => paths.invite(id(cerys)), does: send({}, mistake, inviteForm) },
  { name: 'invitations', who: tom, address: ({ id }) => paths.invitations(id(cerys)) },
  { name: 'making a card', who: tom, address: ({ id }) => paths.card(id('the card')) },
  { name: 'a card', who: tom, address: ({ id }) => paths.card(id('the card')), does: send({}, '[role=img]') },
];
