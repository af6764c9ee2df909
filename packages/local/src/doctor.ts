import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findHost } from './find-host.ts';
import type { Host } from './host.ts';
import type { Attempt } from './sandbox/attempt.ts';
import { giveFolder } from './sandbox/give-folder.ts';
import { launch } from './sandbox/launch.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { absentWalls, type WallState, wallStates } from './sandbox/wall-state.ts';
import { printedBy, type Walls } from './sandbox/walls.ts';
import { cgroupFacts, ownCgroup } from './spaces/limits/own-cgroup.ts';
import { passingAccount } from './spaces/space-accounts.ts';
import { stateFolder } from './state-folder.ts';

/** Results of every attempt, for one kind of process that a workspace starts. */
export interface Examined {
  readonly kind: string;
  readonly walls: readonly WallState[];
  readonly attempts: readonly Attempt[];
}

export interface DoctorReport {
  readonly walls: Walls;
  readonly examined: readonly Examined[];
  /** How spaces are held to what they may take, when the workspace is brought up from here. */
  readonly spaceLimits: { readonly by: 'cgroup v2' | 'each process'; readonly lacks: string | null };
}

/** A kind of process; `doors`: whether it has a folder of sockets, and a home, which take namespaces. */
type Kind = Omit<Sandbox, 'name' | 'placed'> & { readonly doors?: true };

/** The kinds of process that a workspace starts, by what each may do. */
const kinds: Readonly<Record<string, Kind>> = {
  'warehouse, tracking, model server': { reach: 'nothing', processes: 'one' },
  'step of a flow': { reach: 'sockets', processes: 'one' },
  'load on Spark': { reach: 'loopback', processes: 'many' },
  space: { reach: 'loopback', processes: 'many', memoryMiB: 4096, doors: true },
};

/** Fewer than a person's, so that all of them are started soon. */
const mostProcesses = 256;

/** Attempts that a kind of process is meant to succeed in, and that so are no way out. */
const meant: Readonly<Record<string, readonly string[]>> = {
  'load on Spark': ['start another program', 'fork'],
  space: ['start another program', 'fork'],
};

/** Try every way out that we know from inside of each kind of sandbox; the workspace need not be up. */
export async function examine(environment: Readonly<Record<string, string | undefined>>): Promise<DoctorReport> {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-doctor-'));
  try {
    const host = await findHost(stateFolder(join(folder, 'atelier.yaml')), environment);
    const examined: Examined[] = [];
    for (const [name, kind] of Object.entries(kinds)) {
      if (kind.doors && !host.walls.namespaces) {
        examined.push({ kind: name, walls: absentWalls(host.walls), attempts: [] });
        continue;
      }
      const attempts = await tryFrom(host, kind, folder);
      const counted = attempts.filter(({ attempt }) => !meant[name]?.includes(attempt));
      examined.push({ kind: name, walls: wallStates(counted), attempts: counted });
    }
    const own = ownCgroup(cgroupFacts());
    const lacks = 'lacks' in own ? own.lacks : null;
    return { walls: host.walls, examined, spaceLimits: { by: lacks === null ? 'cgroup v2' : 'each process', lacks } };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function tryFrom(host: Host, { doors, ...kind }: Kind, folder: string): Promise<readonly Attempt[]> {
  const outside = await makeOutside(join(folder, randomUUID()), host);
  try {
    const account = doors ? passingAccount('doctor', mostProcesses) : undefined;
    if (account !== undefined) for (const { path } of outside.placed) giveFolder(path, account);
    const limits = { memory_mib: kind.memoryMiB ?? null, most_processes: account?.mostProcesses ?? null };
    const named = { ...outside.named, ...limits };
    const command = [host.python, '-S', '-P', '-m', 'atelier.sandbox.try_walls', JSON.stringify(named)];
    const placed = doors ? outside.placed : [];
    const sandbox = { ...kind, name: 'doctor', placed, ...(account === undefined ? {} : { account }) };
    const { file, args, env } = launch(host, sandbox, command);
    return JSON.parse(await printedBy(file, args, env));
  } finally {
    await outside.remove();
  }
}

/** What others have in the folder of a workspace, by the names that attempts try. */
const places = ['home', 'project', 'sandbox', 'state', 'warehouse', 'tracking', 'audit', 'sessions', 'key'];

/** Things of ours that an attempt may aim at: a file, listeners, a process. */
async function makeOutside(folder: string, host: Host) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const word = randomBytes(8).toString('hex');
  const secret = join(folder, 'secret');
  writeFileSync(secret, word, { mode: 0o600 });
  for (const place of places) writeFileSync(join(folder, place), word, { mode: 0o600 });
  const [socket, home, doors] = [join(folder, 's.sock'), join(folder, 'own'), join(folder, 'doors')];
  for (const made of [home, doors]) mkdirSync(made, { mode: 0o700 });
  const abstract = `atelier-${word}`;
  const tcp = await listening({ host: '127.0.0.1', port: 0 });
  const unix = await listening({ path: socket });
  const door = await listening({ path: join(doors, 'door.sock') });
  const nameless = await listening({ path: `\0${abstract}` });
  const victim = spawn(host.node, ['-e', 'setInterval(() => {}, 1000) /* atelier */'], { stdio: 'ignore', env: {} });
  await once(victim, 'spawn');
  return {
    named: {
      ...{ secret, word, folder, port: (tcp.address() as AddressInfo).port, socket, abstract, pid: victim.pid },
      code: join(host.environment.PYTHONPATH ?? '', 'atelier'),
      bubblewrap: host.bubblewrap,
    },
    placed: [
      { path: home, at: '/own', may: 'write' },
      { path: doors, at: '/run/atelier', may: 'read' },
    ] as const,
    remove: async () => {
      victim.kill('SIGKILL');
      await once(victim, 'exit');
      for (const server of [tcp, unix, door, nameless]) server.close();
    },
  };
}

async function listening(address: object): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  server.listen(address);
  await once(server, 'listening');
  return server;
}
