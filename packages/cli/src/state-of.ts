import { type StateFolder, stateFolder } from '@atelier/local';
import type { Io } from './io.ts';
import { workspaceFile } from './workspace-file.ts';

/** Where the workspace of a file keeps its state; the file itself may be wrong or gone. */
export function stateOf(io: Io, file: string | undefined): StateFolder {
  return stateFolder(workspaceFile(io, file), io.env.XDG_RUNTIME_DIR);
}
