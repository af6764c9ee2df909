import { apiClient, spaceFileName, spaceText } from '@atelier/local';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { spaceNamed } from '../space-named.ts';
import { stateOf } from '../state-of.ts';
import { spacesText } from '../text/spaces-text.ts';
import { logs } from './logs.ts';

interface Options {
  readonly file?: string;
  readonly json?: boolean;
}

interface NamedOptions extends Options {
  readonly shared?: boolean;
}

/** Start a space of a project; returns when it answers. */
export async function openSpace(io: Io, names: readonly string[], options: NamedOptions): Promise<ExitCode> {
  const api = apiClient(stateOf(io, options.file));
  const space = await api.openSpace(spaceNamed(names, options));
  const { door } = await api.status();
  const who = space.person ?? `Every member of ${space.project}`;
  io.out(options.json ? `${JSON.stringify({ space })}\n` : `${who} opens it at ${door?.url ?? 'the front door'}.\n`);
  return exitCodes.done;
}

/** Show the spaces that are to be up. */
export async function listSpaces(io: Io, options: Options): Promise<ExitCode> {
  const { spaces, spaceLimits } = await apiClient(stateOf(io, options.file)).status();
  io.out(options.json ? `${JSON.stringify({ spaces, spaceLimits })}\n` : spacesText({ spaces, spaceLimits }));
  return exitCodes.done;
}

/** End what runs in a space; what it keeps stays. */
export async function stopSpace(io: Io, names: readonly string[], options: NamedOptions): Promise<ExitCode> {
  const space = spaceNamed(names, options);
  await apiClient(stateOf(io, options.file)).stopSpace(space);
  io.out(
    options.json ? `${JSON.stringify({ stopped: space })}\n` : `${spaceText(space)} is stopped; its files stay.\n`,
  );
  return exitCodes.done;
}

/** Show the last lines that a space wrote. */
export async function spaceLogs(
  io: Io,
  names: readonly string[],
  options: NamedOptions & { readonly lines: string; readonly follow?: boolean },
): Promise<ExitCode> {
  return logs(io, spaceFileName(spaceNamed(names, options)), options);
}
