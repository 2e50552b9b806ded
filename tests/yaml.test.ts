import { expect, test } from 'vitest';
import { Problem } from '#problem.ts';
import { readYaml } from '#yaml.ts';

test('YAML and JSON are read with the line of each key', () => {
  const { value, lineOf } = readYaml('# Words\na:\n  b: 1\n\n  c: 2\n', 'a.yaml');
  expect(value).toEqual({ a: { b: 1, c: 2 } });
  expect([lineOf(['a']), lineOf(['a', 'c'])]).toEqual([2, 5]);
  expect(readYaml('{\n  "1": {\n    "b": "x" } }', 'a.json').lineOf(['1', 'b'])).toBe(3);
});

test('what is not there has the line of what it would stand in', () => {
  expect(readYaml('a: 1\nb:\n  c: 2\n', 'a.yaml').lineOf(['b', 'd'])).toBe(2);
  expect(readYaml('', 'a.yaml').lineOf(['b'])).toBe(1);
});

test('what is not YAML is a Problem with the file and the line', () => {
  expect(() => readYaml('a: 1\na: 2', 'a.yaml')).toThrow(Problem);
  expect(() => readYaml('a: 1\na: 2', 'a.yaml')).toThrow(/^a\.yaml, line 2: this cannot be read as YAML\. /);
});
