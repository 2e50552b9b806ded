import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '#start/build.ts';

const words = (...folder: string[]) => spawnSync(process.execPath, ['src/start/words.ts', ...folder], { cwd: root, encoding: 'utf8' });

test('our words are easy: a table, and exit code 0', () => {
  const { status, stdout } = words();
  expect(stdout).toMatch(/^page +sentences .*\nguides\/en\//);
  expect(stdout).toMatch(/\nEvery rule holds\.\n$/);
  expect(status).toBe(0);
});

test('a hard sentence and an exception that nobody needs are said with file and line, and the exit code is 1', () => {
  const content = mkdtempSync(join(tmpdir(), 'alongside-words-'));
  cpSync(join(root, 'content'), content, { recursive: true });
  const file = join(content, 'words', 'en.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"easier": "Make this easier to read"', '"easier": "This was made easier"'));
  writeFileSync(
    join(content, 'easy-read', 'exceptions.yaml'),
    `${readFileSync(join(content, 'easy-read', 'exceptions.yaml'), 'utf8')}- { rule: no passives, sentence: It is done., why: It was. }\n`,
  );
  const { status, stdout, stderr } = words(content);
  expect(stdout).toContain('content/words/en.json, line 7:\n  This was made easier\n  Rule: no passives.');
  expect(stdout).toContain('content/easy-read/exceptions.yaml: no page needs this:\n  It is done.');
  expect(stderr).toMatch(/The words are not easy yet\. Mend what is above: \d+ in all\./);
  expect(status).toBe(1);
  rmSync(content, { recursive: true });
});
