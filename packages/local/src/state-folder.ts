import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Problem } from '@atelier/core';

/** The longest path that Linux accepts for a unix socket is 107 bytes; macOS accepts 103. */
const longestSocketPathBytes = 100;

/** Where a workspace keeps everything on this machine: `.atelier/` beside its file. */
export interface StateFolder {
  readonly root: string;
  readonly logs: string;
  readonly run: string;
  readonly database: string;
  readonly tracking: string;
  /** Folders of processes' own, emptied when they start. */
  readonly scratch: string;
  /** The gateway's unix socket; elsewhere than below `root` when that path is too long for one. */
  readonly socket: string;
}

/** Name the places; nothing is created. */
export function stateFolder(workspaceFile: string): StateFolder {
  const root = join(dirname(resolve(workspaceFile)), '.atelier');
  const run = join(root, 'run');
  return {
    root,
    run,
    logs: join(root, 'logs'),
    database: join(root, 'state.sqlite'),
    tracking: join(root, 'tracking'),
    scratch: join(root, 'scratch'),
    socket: controlSocketPath(run),
  };
}

/** The folder of one project: its warehouse file, staged files and model copies. */
export function projectFolder(state: StateFolder, project: string): string {
  return join(state.root, 'projects', project);
}

/** The folder of a registered version's forecaster, fetched from tracking to be served. */
export function modelFolder(state: StateFolder, project: string, model: string, version: number): string {
  return join(projectFolder(state, project), 'models', model, String(version));
}

/** Create the folders, readable by their owner alone. */
export function createStateFolder(state: StateFolder): void {
  for (const folder of [state.root, state.run, state.logs, state.tracking, dirname(state.socket)]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  const owner = statSync(dirname(state.socket)).uid;
  if (owner !== userInfo().uid) {
    throw new Problem({
      code: 'FolderOfAnotherUser',
      message: `The folder ${dirname(state.socket)} belongs to another user (${owner}), so the gateway's socket cannot be kept in it.`,
      fix: 'Remove that folder, or move the workspace to a shorter path.',
      whose: 'machine',
      state: 'Nothing was started.',
    });
  }
  chmodSync(dirname(state.socket), 0o700);
}

/** The unix socket of one of a workspace's services. */
export function socketPath(state: StateFolder, name: string): string {
  return join(dirname(state.socket), `${name}.sock`);
}

function controlSocketPath(run: string): string {
  const inside = join(run, 'gateway.sock');
  if (Buffer.byteLength(inside) <= longestSocketPathBytes) return inside;
  const digest = createHash('sha256').update(run).digest('hex').slice(0, 16);
  return join(tmpdir(), `atelier-${userInfo().uid}`, `${digest}.sock`);
}
