import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What looks at everything takes longest. Begun last, as small files are, it would go on alone while the other processor waits. */
const longest = ['accessibility/members', 'accessibility/anyone', 'security/mutants', 'security/matrix/', 'accessibility/', 'security/', 'journeys/'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const first = longest.findIndex((each) => moduleId.includes(`/tests/${each}`));
      return first < 0 ? longest.length : first;
    };
    // oxlint-disable-next-line unicorn/no-array-sort -- it is not that of an array, and changes nothing
    const usual = await super.sort(files);
    return usual.toSorted((one, other) => place(one) - place(other));
  }
}

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: 'tests/support/setup.ts',
    setupFiles: 'tests/support/chance.ts',
    sequence: { sequencer: LongestFirst },
    // Two cores: the server under test and the browser need the other one.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
