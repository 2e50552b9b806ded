import { ActionError, defineAction, type ActionAPIContext } from 'astro:actions';
import type { z } from 'zod';
import type { Db } from '#database/connect.ts';
import { Mistake } from '#problem.ts';
import { answerForm, type Answer, type Shown } from './form.ts';
import type { Viewer } from './viewer.ts';
import { findViewer, see } from './viewers.ts';

/**
 * Something that a signed-in person can change with a form. `run` works in one transaction as that person; `next` gives
 * the address that follows, or what the page shows once. Without a viewer it answers 401, and 404 where the database refuses: what someone may not
 * change is, to them, not there. With `fresh` it runs only within 5 minutes of a passkey check; later it throws a Mistake,
 * so that the form comes back with its words.
 */
export function formAction<S extends z.ZodType, R>(
  schema: S,
  run: (db: Db, input: z.output<S>) => Promise<R>,
  next: (result: R, viewer: Viewer) => string | Shown,
  { fresh = false }: { fresh?: boolean } = {},
) {
  return openFormAction(schema, async (input, { locals: { viewer } }) => {
    if (!viewer) throw new ActionError({ code: 'UNAUTHORIZED' });
    if (fresh && !viewer.isFresh) throw new Mistake('form', 'checkAgain');
    try {
      return next(await see(viewer, (db) => run(db, input)), viewer);
    } catch (error) {
      // Their session may have ended since the form came in: then they sign in again, and keep their words.
      if (!(await findViewer(viewer.token))) throw new ActionError({ code: 'UNAUTHORIZED' });
      throw error;
    }
  });
}

/** Something that anyone can do with a form, signed in or not. Where it names its `writer`, they have to be the viewer, or it answers 401. `run` gives the address that follows, or what the page shows once. */
export function openFormAction<S extends z.ZodType>(schema: S, run: (input: z.output<S>, context: ActionAPIContext) => Promise<string | Shown>) {
  return defineAction({
    accept: 'form',
    handler: async (data: FormData, context): Promise<Answer> => {
      // A page that stayed open may be another person's than who is signed in by now: nobody writes in someone else's name.
      const writer = data.get('writer');
      if (writer && writer !== context.locals.viewer?.id) throw new ActionError({ code: 'UNAUTHORIZED' });
      try {
        return await answerForm(schema, data, (input) => run(input, context));
      } catch (error) {
        if (error instanceof ActionError) throw error;
        const { code } = error as { code?: string };
        if (code === '42501') throw new ActionError({ code: 'NOT_FOUND' });
        // Only the code: the message of an error may hold what someone wrote.
        console.error(`A form could not be kept (${code ?? (error as Error).name}).`);
        throw new ActionError({ code: 'INTERNAL_SERVER_ERROR' });
      }
    },
  });
}
