import { bring, readPackage, type Depth, type Engine } from './engine.ts';

interface Report {
  results: { ruleId: string; reasonId: string; value: [string, string]; message: string; snippet: string; path: { dom: string } }[];
}
interface Ruleset {
  id: string;
  checkpoints: { rules?: { id: string }[] }[];
}
interface Ace {
  Checker: new () => { rulesets: Ruleset[]; addRuleset(set: Ruleset): void; check(content: Document, sets: string[]): Promise<Report> };
}

const name = 'IBM accessibility-checker';
const { text, version } = readPackage('accessibility-checker-engine', 'ace.js');

/** The rules that colours, sizes and spaces can break. */
const ofLook = ['text_contrast_sufficient', 'target_spacing_sufficient', 'text_spacing_valid'];

/** IBM's engine over WCAG 2.2 and IBM's own rules. What it says a person has to look at ("potential", "manual") counts too. */
export const ibm: Engine = {
  name,
  version,
  // As `rulesets` of a Checker has them, each rule once.
  rules: { all: 162, look: ofLook.length, shape: ofLook.length },
  async look(page, depth: Depth) {
    await bring(page, 'ace', text);
    const found = await page.evaluate(
      async (only) => {
        const { ace } = globalThis as unknown as { ace: Ace };
        const checker = new ace.Checker();
        const sets = checker.rulesets.filter(({ id }) => id === 'WCAG_2_2' || id === 'IBM_Accessibility');
        if (only) {
          const checkpoints = sets.flatMap((set) =>
            set.checkpoints.map((point) => ({ ...point, rules: point.rules?.filter(({ id }) => only.includes(id)) ?? [] })),
          );
          checker.addRuleset({ ...sets[0], id: 'look', checkpoints });
        }
        const { results } = await checker.check(document, only ? ['look'] : sets.map(({ id }) => id));
        return results
          .filter(({ value: [, verdict] }) => verdict !== 'PASS')
          .map(({ ruleId, reasonId, message, snippet, path }) => ({ rule: `${ruleId} ${reasonId}`, where: `${snippet} ${path.dom}`, says: message }));
      },
      depth === 'all' ? undefined : ofLook,
    );
    return found.map((fault) => ({ engine: name, ...fault }));
  },
};
