import { down as bringDown, type DownOutcome } from '@atelier/local';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { stateOf } from '../state-of.ts';

const words: Readonly<Record<DownOutcome, string>> = {
  stopped: 'The workspace is down. Everything it keeps is in',
  killed: 'The supervisor did not end in time and was killed; the workspace is down. Everything acknowledged is in',
  'was down': 'The workspace was not up. Everything it keeps is in',
};

/** Stop the workspace of a file; the file itself may be wrong or gone. */
export async function down(io: Io, options: { file?: string; json?: boolean }): Promise<ExitCode> {
  const state = stateOf(io, options.file);
  const outcome = await bringDown(state);
  io.out(options.json ? `${JSON.stringify({ outcome, folder: state.root })}\n` : `${words[outcome]} ${state.root}.\n`);
  return exitCodes.done;
}
