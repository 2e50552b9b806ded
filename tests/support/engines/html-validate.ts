import { HtmlValidate } from 'html-validate';
import { readPackage, type Fault } from './engine.ts';

const name = 'html-validate';

// Rules that look at how the source is written, which Astro does, stand here; those that look at the page are in ignored.ts.
const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    'no-trailing-whitespace': 'off',
    'doctype-style': 'off',
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    // Our own files need no hash beside them; the content policy lets in no others.
    'require-sri': ['error', { target: 'crossorigin' }],
  },
});

/** What html-validate is, for the table of counts. Its rules: what its three sets turn on and we leave on. */
export const htmlValidate = {
  name,
  version: readPackage('html-validate', 'package.json').version,
  rules: [...validator.getConfigForSync('page.html').getRules().values()].filter(([severity]) => severity > 0).length,
};

/** What is not valid in a page as the server sends it. */
export async function validate(html: string): Promise<Fault[]> {
  // Astro writes this line before the first island, wherever it is; every browser takes it there.
  const { results } = await validator.validateString(html.replace(/<style>astro-island[^<]*<\/style>/, ''));
  const lines = html.split('\n');
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column, selector }) => ({
      engine: name,
      rule: ruleId,
      where: selector ?? lines[line - 1]?.slice(column - 1, column + 80) ?? '',
      says: message,
    })),
  );
}
