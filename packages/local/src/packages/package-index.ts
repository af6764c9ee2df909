import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { PackageSource, Workspace } from '@atelier/core';
import { Problem } from '@atelier/problem';
import type { Host } from '../host.ts';
import { type BoundSocket, bindSocket } from '../processes/bound-socket.ts';
import { type ServiceStatus, type SupervisedService, startService } from '../processes/service.ts';
import { startServer } from '../processes/start-server.ts';
import { socketPath } from '../state-folder.ts';
import { type ConfiguredIndex, configuredIndex } from './configured-index.ts';
import { packagesSocket } from './package-client.ts';
import { wayToIndex } from './way-to-index.ts';

/** The index that people of a workspace install packages from. */
export interface PackageIndex {
  /** None where the workspace has no index, or this machine no walls for it. */
  statuses(): readonly ServiceStatus[];
  /** Have the rules of another file; resolves when they hold. */
  apply(workspace: Workspace): Promise<void>;
  stop(): Promise<void>;
}

interface Place {
  readonly host: Host;
  tell(news: string): void;
}

/** Input, output, errors and reports are before it. */
const firstSocket = 4;
const startWithinSeconds = 60;
const graceSeconds = 10;
const memoryMiB = 2048;
const fileMiB = 8192;

/** Start the index of a workspace that has one; resolves when it answers. */
export async function startPackageIndex(place: Place, first: Workspace): Promise<PackageIndex> {
  const { host } = place;
  const sockets = [
    bindSocket(socketPath({ sockets: host.state.innerSockets }, 'packages')),
    bindSocket(packagesSocket(host.state)),
  ];
  const close = async () => void (await Promise.all(sockets.map((socket) => socket.close())));
  let running: { readonly of: PackageSource; readonly service: SupervisedService; close(): Promise<void> } | undefined;
  const end = async () => {
    const ending = running;
    running = undefined;
    await ending?.service.stop();
    await ending?.close();
  };
  const apply = async ({ packages }: Workspace) => {
    if (isDeepStrictEqual(running?.of, packages)) return;
    await end();
    if (packages.upstream === 'none') return;
    if (!host.walls.namespaces)
      return place.tell('no packages are given: this machine has no namespaces for their index');
    running = { of: packages, ...(await begin(place, sockets, packages)) };
  };
  try {
    await apply(first);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    statuses: () => (running === undefined ? [] : [running.service.status()]),
    apply,
    stop: async () => {
      await end();
      await close();
    },
  };
}

async function begin({ host, tell }: Place, sockets: readonly BoundSocket[], packages: PackageSource) {
  if (packages.own !== null && !existsSync(packages.own)) throw noOwnFolder(packages.own);
  const upstream = await configuredIndex(host);
  const wayAt = socketPath(host.state, 'way');
  const way = await wayToIndex(wayAt, upstream.url);
  const launch = () => launchIndex(host, sockets, { packages, upstream, wayAt });
  try {
    const service = await startService({ name: 'packages', tell, graceSeconds, launch });
    return { service, close: way.close };
  } catch (error) {
    await way.close();
    throw error;
  }
}

interface Launched {
  readonly packages: PackageSource;
  readonly upstream: ConfiguredIndex;
  readonly wayAt: string;
}

function launchIndex(host: Host, sockets: readonly BoundSocket[], { packages, upstream, wayAt }: Launched) {
  const log = join(host.state.logs, 'packages.log');
  const { allow, quarantineDays, own, sources } = packages;
  return startServer(host, {
    command: [host.python, '-P', '-m', 'atelier.worker'],
    sandbox: {
      name: 'packages',
      readOnly: own === null ? [wayAt] : [wayAt, own],
      readWrite: [host.state.packages],
      // Of a network of its own, in which uv asks it what allowed packages need.
      reach: 'loopback',
      processes: 'many',
      memoryMiB,
      fileMiB,
    },
    input: {
      step: 'packages',
      descriptors: sockets.map((_, index) => firstSocket + index),
      folder: host.state.packages,
      way: wayAt,
      own,
      upstream,
      rules: {
        allow: allow === 'all' ? allow : allow.map(({ name, versions }) => `${name}${versions}`),
        quarantineDays,
        sources,
      },
    },
    log,
    sockets,
    startWithinSeconds,
    notStarted: (reason) =>
      new Problem({
        code: 'PackagesDidNotStart',
        message: `The index of packages cannot be used: ${reason}.`,
        fix: `Read ${log}.`,
        whose: 'machine',
        state: 'Nothing is lost; the workspace is down.',
      }),
  });
}

function noOwnFolder(folder: string): Problem {
  return new Problem({
    code: 'OwnPackagesMissing',
    message: `packages.own names ${folder}, which is not there.`,
    fix: 'Make the folder and put the wheels into it, or remove packages.own.',
    whose: 'yours',
    state: 'The index of packages is not up; without it a name of yours could be taken from the index of everybody.',
  });
}
