import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { makeFolder } from './state/hold-folder.ts';
import { makeSocketsFolder, socketsFolder } from './state/sockets-folder.ts';
import { stateProblem } from './state/state-problem.ts';

/** Linux takes 107 bytes for the path of a unix socket. */
const longestSocketPathBytes = 100;

/** Where a workspace keeps everything on this machine: `.atelier/` beside its file. */
export interface StateFolder {
  readonly root: string;
  readonly logs: string;
  readonly run: string;
  readonly database: string;
  readonly tracking: string;
  /** What the index of packages keeps. */
  readonly packages: string;
  /** Homes of people's spaces. */
  readonly spaces: string;
  /** What the front door keeps: how people sign in, sessions, tokens. */
  readonly gateway: string;
  /** What was decided, by whoever decided it. */
  readonly audit: string;
  /** The part of it that the front door writes, and no other. */
  readonly frontDoorAudit: string;
  /** What has crossed the sockets of spaces, and the key that receipts of it are signed with. */
  readonly receipts: string;
  /** The part of it that the front door writes, and no other. */
  readonly frontDoorReceipts: string;
  /** Folders of processes' own, emptied when they start. */
  readonly scratch: string;
  /** The folder of this workspace's unix sockets; elsewhere than below `root` when that path is too long for one. */
  readonly sockets: string;
  /** Where its owner brings a workspace up to date and down. */
  readonly controlSocket: string;
  /** Where the owner asks it for something, also in the name of a person. */
  readonly apiSocket: string;
  /** Where the owner tells the front door something. */
  readonly frontDoorSocket: string;
  /** The folder of the sockets that the front door passes requests on to. */
  readonly innerSockets: string;
  /** The folder in which the front door makes the sockets of spaces. */
  readonly spaceDoors: string;
}

/**
 * Name the places; nothing is created.
 *
 * @param runtimeFolder a private folder of the person's session, as XDG_RUNTIME_DIR names it
 */
export function stateFolder(workspaceFile: string, runtimeFolder?: string): StateFolder {
  const root = join(dirname(resolve(workspaceFile)), '.atelier');
  const run = join(root, 'run');
  const places = {
    root,
    run,
    logs: join(root, 'logs'),
    database: join(root, 'state.sqlite'),
    tracking: join(root, 'tracking'),
    packages: join(root, 'packages'),
    spaces: join(root, 'spaces'),
    gateway: join(root, 'gateway'),
    audit: join(root, 'audit'),
    frontDoorAudit: join(root, 'audit', 'front-door'),
    receipts: join(root, 'receipts'),
    frontDoorReceipts: join(root, 'receipts', 'front-door'),
    scratch: join(root, 'scratch'),
  };
  return withSockets(places, socketsFolder(run, runtimeFolder));
}

/** The folder of one project: its warehouse file, staged files and model copies. */
export function projectFolder(state: StateFolder, project: string): string {
  return join(state.root, 'projects', project);
}

/** The folder of a registered version's forecaster, fetched from tracking to be served. */
export function modelFolder(state: StateFolder, project: string, model: string, version: number): string {
  return join(projectFolder(state, project), 'models', model, String(version));
}

/**
 * The path of a socket of this workspace, at most 100 bytes long.
 *
 * Two names never share a path: a name that is too long, or has other characters than a-z, 0-9, - and ., stands as its
 * digest behind a sign that no other path has.
 */
export function socketPath({ sockets }: Pick<StateFolder, 'sockets'>, name: string): string {
  const plain = join(sockets, `${name}.sock`);
  if (/^[a-z0-9.-]+$/.test(name) && Buffer.byteLength(plain) <= longestSocketPathBytes) return plain;
  return join(sockets, `~${createHash('sha256').update(name).digest('base64url').slice(0, 22)}.sock`);
}

/**
 * Create the folders, and shut them to everybody but their owner.
 *
 * @returns the places, with the sockets where they have come to be
 * @throws Problem when something else is in their place, or they belong to another account
 */
export function createStateFolder(state: StateFolder): StateFolder {
  using root = makeFolder(state.root);
  for (const folder of [
    'run',
    'logs',
    'tracking',
    'packages',
    'projects',
    'spaces',
    'gateway',
    'audit',
    'receipts',
    'scratch',
  ]) {
    using _ = makeFolder(root.at(folder), join(state.root, folder));
  }
  const made = withSockets(state, makeSocketsFolder(state.run, state.sockets));
  for (const folder of [made.frontDoorAudit, made.frontDoorReceipts, made.innerSockets, made.spaceDoors]) {
    using _ = makeFolder(folder);
  }
  return made;
}

/** Whether a workspace has ever been up here. */
export function hasState(state: StateFolder): boolean {
  try {
    return lstatSync(state.root, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw stateProblem(error, state.root);
  }
}

type SocketPlaces = 'sockets' | 'controlSocket' | 'apiSocket' | 'frontDoorSocket' | 'innerSockets' | 'spaceDoors';

function withSockets(state: Omit<StateFolder, SocketPlaces>, sockets: string): StateFolder {
  const at = (name: string) => socketPath({ sockets }, name);
  return {
    ...state,
    sockets,
    controlSocket: at('control'),
    apiSocket: at('api'),
    frontDoorSocket: at('front-door'),
    innerSockets: join(sockets, 'inner'),
    // Short, as the path of a socket has to be.
    spaceDoors: join(sockets, 'd'),
  };
}
