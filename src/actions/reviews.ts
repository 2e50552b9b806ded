import { formAction } from '#access/form-action.ts';
import { paths } from '#paths.ts';
import { NewView, partAfter, saysSomething, TakenView } from '#reviews/view.ts';
import { keepView, takeView } from '#reviews/views.ts';

/** What people say for reviews. */
export const reviews = {
  keepView: formAction(NewView, keepView, (view) => {
    const part = partAfter(view.topic, view.go);
    // Who goes past a question has kept nothing.
    return paths.views(view.page, view.youngPerson, part || undefined, saysSomething(view) ? 'done' : undefined) + (part ? '#step' : '');
  }),
  takeView: formAction(TakenView, takeView, ({ youngPerson, language }) => paths.views(language, youngPerson, undefined, 'gone')),
};
