import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { StateFolder } from '../state-folder.ts';
import { type HeldFolder, holdFolder } from './hold-folder.ts';
import { type Log, openLog } from './open-log.ts';

/** Logs that the parts of a workspace have written. */
export interface WorkspaceLogs extends Disposable {
  readonly parts: readonly string[];
  /** One of `parts`. */
  open(part: string): Log;
}

/** The logs of a workspace; none when it has never been up. */
export function workspaceLogs(state: StateFolder): WorkspaceLogs {
  const folder = logsFolder(state);
  if (folder === undefined) return { parts: [], open: openLog, [Symbol.dispose]: () => undefined };
  return {
    parts: readdirSync(folder.at('.')).map((name) => name.replace(/\.log$/, '')),
    open: (part) => openLog(folder.at(`${part}.log`), join(state.logs, `${part}.log`)),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

function logsFolder(state: StateFolder): HeldFolder | undefined {
  try {
    using root = holdFolder(state.root);
    return holdFolder(root.at('logs'), state.logs);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
