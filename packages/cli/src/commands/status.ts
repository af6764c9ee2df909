import { answers, apiClient } from '@atelier/local';
import { Problem } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { stateOf } from '../state-of.ts';
import { statusJson, statusText } from '../text/status-text.ts';

/** Show what is running. */
export async function status(io: Io, options: { file?: string; drift?: boolean; json?: boolean }): Promise<ExitCode> {
  if (options.drift) throw noDriftHere();
  const state = stateOf(io, options.file);
  if (!(await answers(state))) {
    io.out(
      options.json ? `${JSON.stringify({ state: 'down' })}\n` : 'The workspace is down. Start it with "atelier up".\n',
    );
    return exitCodes.done;
  }
  const now = await apiClient(state).status();
  io.out(options.json ? statusJson(now) : statusText(now, options.file));
  return exitCodes.done;
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
