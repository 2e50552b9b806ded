import { formAction } from '#access/form-action.ts';
import { RemoveLogin } from '#access/login.ts';
import { removeLogin } from '#access/logins.ts';
import { paths } from '#paths.ts';

/** What someone can change of their logins of others. To add one they go out to its provider, by a link. */
export const logins = {
  remove: formAction(RemoveLogin, removeLogin, (_, { language }) => paths.myLogins(language, 'removed')),
};
