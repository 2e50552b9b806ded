import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { lineOf, parseHeads, type Head } from '#audit/chain.ts';
import { Problem } from '#problem.ts';

/** Reads heads that were noted in a file. Throws a Problem where it can not be read or is something else. */
export function readHeads(file: string): Head[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Problem(`The file ${file} can not be read (${(error as { code?: string }).code}). Give a file that "npm run audit:heads" wrote.`);
  }
  const heads = parseHeads(text);
  if (!heads) throw new Problem(`The file ${file} holds something else. Give a file that "npm run audit:heads" wrote.`);
  return heads;
}

/** Writes heads to a new file: whole or not at all, and on the disk before it has its name. Throws a Problem where it can not. */
export function writeHeads(file: string, heads: Head[]): void {
  // What was noted once is there to be compared with, so it is never written over.
  if (existsSync(file)) throw new Problem(`The file ${file} is there already. Give the name of a new one.`);
  const halfway = `${file}.${process.pid}.part`;
  try {
    const open = openSync(halfway, 'wx', 0o600);
    try {
      writeSync(open, heads.map((head) => `${lineOf(head)}\n`).join(''));
      fsyncSync(open);
    } finally {
      closeSync(open);
    }
    renameSync(halfway, file);
  } catch (error) {
    if (existsSync(halfway)) rmSync(halfway);
    throw new Problem(`The file ${file} can not be written (${(error as { code?: string }).code}). Give one in a folder where you can write.`);
  }
}
