import { answers, gatewayClient, stateFolder } from '@atelier/local';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { statusText } from '../text/status-text.ts';
import { workspaceFile } from '../workspace-file.ts';

/** Show what is running. */
export async function status(io: Io, options: { file?: string; json?: boolean }): Promise<ExitCode> {
  const state = stateFolder(workspaceFile(io, options.file));
  if (!(await answers(state))) {
    io.out(
      options.json ? `${JSON.stringify({ state: 'down' })}\n` : 'The workspace is down. Start it with "atelier up".\n',
    );
    return exitCodes.done;
  }
  const now = await gatewayClient(state).status();
  io.out(options.json ? `${JSON.stringify({ state: 'up', ...now })}\n` : statusText(now, options.file));
  return exitCodes.done;
}
