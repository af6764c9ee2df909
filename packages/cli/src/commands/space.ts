import { apiClient } from '@atelier/local';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { stateOf } from '../state-of.ts';
import { spacesText } from '../text/spaces-text.ts';

interface Options {
  readonly file?: string;
  readonly json?: boolean;
}

/** Start a person's own space of a project; returns when it answers. */
export async function openSpace(io: Io, person: string, project: string, options: Options): Promise<ExitCode> {
  const api = apiClient(stateOf(io, options.file));
  const space = await api.openSpace(person, project);
  const { door } = await api.status();
  io.out(options.json ? `${JSON.stringify({ space })}\n` : `${person} opens it at ${door?.url ?? 'the front door'}.\n`);
  return exitCodes.done;
}

/** Show the spaces that are to be up. */
export async function listSpaces(io: Io, options: Options): Promise<ExitCode> {
  const { spaces } = await apiClient(stateOf(io, options.file)).status();
  io.out(options.json ? `${JSON.stringify({ spaces })}\n` : spacesText(spaces));
  return exitCodes.done;
}

/** End what runs in a space; what it keeps stays. */
export async function stopSpace(io: Io, person: string, project: string, options: Options): Promise<ExitCode> {
  await apiClient(stateOf(io, options.file)).stopSpace(person, project);
  io.out(
    options.json
      ? `${JSON.stringify({ stopped: { person, project } })}\n`
      : `The space of ${person} in ${project} is stopped; its files stay.\n`,
  );
  return exitCodes.done;
}
