import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { Problem } from '#problem.ts';
import { readContent } from '../../src/content.ts';

/** The day of these tests: what our own facts say counts on it. */
export const today = '2026-11-22';

/** A copy of our own content, for an editor to make mistakes in. */
export interface ContentCopy {
  folder: string;
  /** Changes a file by hand. Fails where the words to change are not there. */
  change(file: string, from: string | RegExp, to: string): void;
  write(file: string, text: string): void;
  take(file: string): void;
  /** What whoever builds the site is told: the message of the Problem. Fails where all is taken as it is. */
  told(on?: string): string;
}

/** Makes a copy before each test, and takes it away after. */
export function contentCopy(): ContentCopy {
  const copy = {
    folder: '',
    change(file: string, from: string | RegExp, to: string) {
      const text = readFileSync(join(copy.folder, file), 'utf8');
      expect(text).toMatch(from);
      copy.write(file, text.replace(from, to));
    },
    write: (file: string, text: string) => writeFileSync(join(copy.folder, file), text),
    take: (file: string) => rmSync(join(copy.folder, file)),
    told(on = today) {
      try {
        readContent(copy.folder, on);
      } catch (error) {
        expect(error).toBeInstanceOf(Problem);
        return (error as Problem).message;
      }
      throw new Error('The content was taken as it is.');
    },
  };
  beforeEach(() => {
    copy.folder = mkdtempSync(join(tmpdir(), 'alongside-content-'));
    cpSync('content', copy.folder, { recursive: true });
  });
  afterEach(() => rmSync(copy.folder, { recursive: true }));
  return copy;
}
