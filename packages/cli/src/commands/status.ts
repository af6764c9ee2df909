import type { WorkspaceStatus } from '@atelier/core/contract';
import { Problem } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { loginFailure, wayIn } from '../login/way-in.ts';
import { statusJson, statusText } from '../text/status-text.ts';

interface Options {
  readonly file?: string;
  readonly drift?: boolean;
  readonly json?: boolean;
  readonly owner?: boolean;
}

/** Show what is running. */
export async function status(io: Io, options: Options): Promise<ExitCode> {
  if (options.drift) throw noDriftHere();
  const now = await statusNow(io, options);
  if (now === undefined) {
    io.out(
      options.json ? `${JSON.stringify({ state: 'down' })}\n` : 'The workspace is down. Start it with "atelier up".\n',
    );
    return exitCodes.done;
  }
  io.out(options.json ? statusJson(now) : statusText(now, options.file));
  return exitCodes.done;
}

/** Undefined when the workspace is down. */
async function statusNow(io: Io, options: Options): Promise<WorkspaceStatus | undefined> {
  try {
    return await wayIn(io, options).api.status();
  } catch (error) {
    if (error instanceof Problem && error.code === 'NotUp') return undefined;
    throw loginFailure(error);
  }
}

function noDriftHere(): Problem {
  return new Problem({
    code: 'DriftNeedsAws',
    message: '--drift compares stacks with what is in an account; this machine has none.',
    fix: 'Add --target aws, or leave --drift out.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
