import { formAction } from '#access/form-action.ts';
import { paths } from '#paths.ts';
import { NewRating, RatingChoice } from '#ratings/rating.ts';
import { changeRating, chooseRating } from '#ratings/ratings.ts';

/** The colour on the register. */
export const ratings = {
  change: formAction(
    NewRating,
    async (db, input) => {
      await changeRating(db, input);
      return input.youngPerson;
    },
    (youngPerson) => paths.deskRating(youngPerson, 'kept'),
  ),
  choose: formAction(
    RatingChoice,
    async (db, input) => {
      await chooseRating(db, input);
      return input.youngPerson;
    },
    (youngPerson, { language }) => paths.rating(language, youngPerson, 'kept'),
  ),
};
