import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { NotebookNews } from '@atelier/core/contract';
import { shippedNotebooks } from '@atelier/local';
import { oneLine, Problem } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { givenParameters } from '../given-parameters.ts';
import { givenSeconds } from '../given-seconds.ts';
import type { Io } from '../io.ts';
import { type ActingOptions, loginFailure, wayIn } from '../login/way-in.ts';
import { notebookText } from '../notebook-text.ts';

export interface NotebookOptions extends ActingOptions {
  readonly project: string;
  readonly as?: string;
  readonly param?: readonly string[];
  readonly timeout: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** Run a notebook as a person; interrupting ends it. */
export async function runNotebookCommand(io: Io, given: string, options: NotebookOptions): Promise<ExitCode> {
  const { name, text } = notebookText(io.cwd, given);
  const parameters = givenParameters(options.param ?? []);
  const timeoutSeconds = givenSeconds('--timeout', options.timeout);
  const { login, api } = wayIn(io, options);
  const person = options.as ?? login?.person;
  if (person === undefined) throw nobodyNamed();
  const asked = { person, project: options.project, notebook: text, name, parameters, timeoutSeconds };
  const ran = await follow(io, api.runNotebook(asked, io.interrupted), options);
  const words = `${ran.cells} cells in ${ran.seconds.toFixed(1)} s; kept as ${ran.file} in the home folder of ${person}.\n`;
  io.out(options.json ? `${JSON.stringify({ ran: { ...ran, person, project: options.project } })}\n` : words);
  return exitCodes.done;
}

/** Show the notebooks that come with Atelier. */
export function listNotebooks(io: Io, { json }: { readonly json?: boolean }): ExitCode {
  const names = shippedNotebooks().map(({ name }) => name);
  io.out(json ? `${JSON.stringify({ notebooks: names })}\n` : names.map((name) => `${name}\n`).join(''));
  return exitCodes.done;
}

type Ran = Extract<NotebookNews, { ran: unknown }>['ran'];

async function follow(io: Io, news: AsyncIterable<NotebookNews>, { out }: Pick<NotebookOptions, 'out'>): Promise<Ran> {
  const pieces: string[] = [];
  try {
    for await (const item of news) {
      if ('ran' in item) return item.ran;
      if ('waiting' in item) io.err('Other notebooks come first.\n');
      if ('cell' in item) io.err(`[${item.cell.index}/${item.cell.cells}] ${oneLine(item.cell.title)}\n`);
      if ('piece' in item) pieces.push(item.piece);
    }
    throw new Error('the notebook ended without a word');
  } catch (error) {
    throw io.interrupted.aborted ? interrupted() : loginFailure(error);
  } finally {
    if (out !== undefined && pieces.length > 0) writeFileSync(resolve(io.cwd, out), pieces.join(''));
  }
}

function nobodyNamed(): Problem {
  return new Problem({
    code: 'NotebookOfNobody',
    message: 'A notebook runs with the rights of a person, and neither --as names one nor is anybody logged in.',
    fix: 'Name a member of the project with --as.',
    whose: 'yours',
    state: 'Nothing was run.',
  });
}

function interrupted(): Problem {
  return new Problem({
    code: 'Interrupted',
    message: 'The notebook was interrupted.',
    fix: 'Run the command again to run it anew.',
    whose: 'yours',
    state: 'What its cells had done by then stays done; the workspace ends what still ran.',
  });
}
