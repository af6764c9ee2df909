import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { shippedNotebooks } from '@atelier/local';
import { Problem } from '@atelier/problem';

/** A notebook to be run. */
export interface NotebookText {
  readonly name: string;
  /** Without what it printed before, which may be large. */
  readonly text: string;
}

/** As much as a workspace takes in one request, with room for the rest of it. */
const mostBytes = 4_000_000;

/**
 * The notebook at a path, or else the one of that name that comes with Atelier.
 *
 * @throws Problem NotebookNotFound, NotebookTooLarge
 */
export function notebookText(cwd: string, given: string): NotebookText {
  const shipped = shippedNotebooks().find(({ name }) => name === given);
  const path = shipped === undefined ? resolve(cwd, given) : join(shipped.folder, `${given}.ipynb`);
  const text = withoutOutputs(textAt(path, given));
  const bytes = Buffer.byteLength(text);
  if (bytes > mostBytes) throw tooLarge(given, bytes);
  return { name: basename(path), text };
}

function textAt(path: string, given: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw notFound(given, error instanceof Error ? error.message : String(error));
  }
}

/** What is no notebook goes as it is, for the workspace to say so. */
function withoutOutputs(text: string): string {
  try {
    const notebook = JSON.parse(text) as { cells?: readonly object[] };
    if (!Array.isArray(notebook.cells)) return text;
    const cells = notebook.cells.map((cell) => ('outputs' in cell ? { ...cell, outputs: [] } : cell));
    return JSON.stringify({ ...notebook, cells });
  } catch {
    return text;
  }
}

function notFound(given: string, reason: string): Problem {
  const names = shippedNotebooks().map(({ name }) => name);
  return new Problem({
    code: 'NotebookNotFound',
    message: `There is no notebook "${given}": ${reason}. Accepted is a file, or one of ${names.join(', ')}.`,
    fix: 'Name a file that is there.',
    whose: 'yours',
    state: 'Nothing was run.',
  });
}

function tooLarge(given: string, bytes: number): Problem {
  return new Problem({
    code: 'NotebookTooLarge',
    message: `${given} has ${bytes} bytes without its outputs; accepted are ${mostBytes}.`,
    fix: 'Move data and pictures out of its cells, into files of a store.',
    whose: 'yours',
    state: 'Nothing was run.',
  });
}
