import type { Workspace } from '@atelier/core';
import {
  apiClient,
  up as bringUp,
  controlClient,
  createStateFolder,
  doorCertificate,
  openToEverybody,
  refuseToMove,
} from '@atelier/local';
import { oneLine, Problem } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { stateOf } from '../state-of.ts';
import { statusJson, statusText } from '../text/status-text.ts';
import { wholeNumber } from '../whole-number.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';
import { startSupervisor } from './start-supervisor.ts';

const largestPort = 65_535;

interface Options {
  readonly file?: string;
  readonly json?: boolean;
  /** The port, or true for any free one. */
  readonly listen?: string | true;
}

/** Start the workspace of a file, or bring a running one up to date with it; open its door when asked to. */
export async function up(io: Io, options: Options): Promise<ExitCode> {
  const port = typeof options.listen === 'string' ? portNumber(options.listen) : undefined;
  const file = workspaceFile(io, options.file);
  const workspace = await readWorkspace(file);
  refuseDoor(workspace, port);
  const state = createStateFolder(stateOf(io, options.file));
  warnOfOpenParent(io, state.root);
  io.err(`Starting ${workspace.name} …\n`);
  await bringUp(state, workspace, () => startSupervisor(file, state, io));
  if (port !== undefined) await controlClient(state).moveFrontDoor(port);
  const status = await apiClient(state).status();
  io.out(options.json ? statusJson(status) : statusText(status, options.file));
  return status.services.some(({ state }) => state === 'failed') ? exitCodes.failed : exitCodes.done;
}

function portNumber(value: string): number {
  const port = wholeNumber('--listen', value, 1);
  if (port <= largestPort) return port;
  throw new Problem({
    code: 'NoSuchPort',
    message: `--listen is ${port}; ports go from 1 to ${largestPort}.`,
    fix: 'Leave the number out for any port that is free.',
    whose: 'yours',
    state: 'Nothing was started.',
  });
}

/** Before anything is started or changed. */
function refuseDoor({ frontDoor }: Workspace, port: number | undefined): void {
  if (frontDoor === null) return;
  if (port !== undefined) refuseToMove(frontDoor);
  doorCertificate(frontDoor);
}

/** No refusal: there are machines of one person on which every folder is open. */
function warnOfOpenParent(io: Io, root: string): void {
  const open = openToEverybody(root);
  if (open === undefined) return;
  const { folder, mode } = open;
  io.err(
    oneLine(
      `warning: everybody on this machine can put another folder in the place of ${root}: ${folder} has the mode ${mode.toString(8)}; chmod o-w closes it.`,
    ),
  );
  io.err('\n');
}
