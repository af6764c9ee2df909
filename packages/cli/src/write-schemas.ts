import { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemas } from '@atelier/core';
import { Problem } from '@atelier/problem';

/**
 * Put the JSON Schemas of the files into a folder, for editors; those of an earlier version are replaced.
 *
 * @returns the paths of the schemas
 * @throws Problem where a file of such a name is something else, or nothing can be written
 */
export function writeSchemas(folder: string): readonly string[] {
  const schemas = Object.entries(jsonSchemas()).map(([name, text]) => ({ file: join(folder, name), text }));
  const foreign = schemas.find(({ file, text }) => holdsSomethingElse(file, text));
  if (foreign !== undefined) throw inTheWay(foreign.file);
  for (const { file, text } of schemas) replace(file, text);
  return schemas.map(({ file }) => file);
}

/** Whether what is there is no schema of any version of ours: those have one title. */
function holdsSomethingElse(file: string, text: string): boolean {
  const status = lstatSync(file, { throwIfNoEntry: false });
  if (status === undefined) return false;
  return !status.isFile() || titleOf(readFileSync(file, 'utf8')) !== titleOf(text);
}

function titleOf(text: string): unknown {
  try {
    return JSON.parse(text).title;
  } catch {
    return undefined;
  }
}

/** An editor sees the schema of before or the new one; what is put there meanwhile is not written through. */
function replace(file: string, text: string): void {
  const fresh = `${file}.${process.pid}`;
  try {
    writeFileSync(fresh, text, { flag: 'wx' });
    renameSync(fresh, file);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw notWritten(file, error);
  }
}

function inTheWay(file: string): Problem {
  return new Problem({
    code: 'FileExists',
    message: `${file} is there already, and is no schema of Atelier.`,
    fix: 'Give it another name, or write the file into another folder.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

function notWritten(file: string, cause: unknown): Problem {
  const message = `${file} cannot be written: ${(cause as Error).message}.`;
  const fix = 'Name a folder that is there and that you may write to.';
  return new Problem({ code: 'NotWritten', message, fix, whose: 'yours' }, cause);
}
