import { join } from 'node:path';
import { Problem } from '@atelier/problem';
import type { Host } from '../host.ts';
import type { BoundSocket } from '../processes/bound-socket.ts';
import type { Child } from '../processes/child.ts';
import { startServer } from '../processes/start-server.ts';
import type { SandboxAccount } from '../sandbox/sandbox.ts';
import type { StateFolder } from '../state-folder.ts';
import type { SpaceLimits } from './limits/space-limits.ts';
import { spaceFolders } from './space-folders.ts';
import { type SpaceName, spaceFileName, spaceText } from './space-name.ts';

const startWithinSeconds = 120;
/** People's notebooks stand back where the rest of the workspace wants the processors. */
const niceness = 5;
const mebibyte = 1024 ** 2;
const doorsInside = '/run/atelier';

/** What a space is started with. */
export interface SpaceProcessSpec extends SpaceName {
  readonly socket: BoundSocket;
  /** Folder of the sockets that the space sees. */
  readonly doors: string;
  /** Whom everything in it runs as; undefined where namespaces alone keep people apart. */
  readonly account: SandboxAccount | undefined;
  readonly limits: SpaceLimits;
  /** The largest file; null: as large as there is room. */
  readonly fileBytes: number | null;
  /** Folder of the group that its processes are in; undefined where the kernel limits each of them alone. */
  readonly cgroup: string | undefined;
}

export function spaceLog({ logs }: StateFolder, space: SpaceName): string {
  return join(logs, `${spaceFileName(space)}.log`);
}

/** Start JupyterLab behind the walls of a space: its own home, the project's shared folder, its sockets, and no network. */
export async function startSpaceProcess(host: Host, spec: SpaceProcessSpec): Promise<Child> {
  const { person, project, socket, doors } = spec;
  const { home, shared } = spaceFolders(host.state, spec, spec.account);
  const [homeInside, sharedInside] = [`/home/${person ?? project}`, `/shared/${project}`];
  const log = spaceLog(host.state, spec);
  return startServer(host, {
    command: [host.python, '-P', '-m', 'atelier.worker'],
    sandbox: {
      name: spaceFileName(spec),
      placed: [
        { path: home, at: homeInside, may: 'write' },
        { path: shared, at: sharedInside, may: 'write' },
        { path: doors, at: doorsInside, may: 'read' },
      ],
      reach: 'loopback',
      processes: 'many',
      memoryMiB: Math.ceil(spec.limits.memoryBytes / mebibyte),
      niceness,
      ...(spec.fileBytes === null ? {} : { fileMiB: Math.ceil(spec.fileBytes / mebibyte) }),
      ...(spec.cgroup === undefined ? {} : { cgroup: spec.cgroup }),
      ...(spec.account === undefined ? {} : { account: spec.account }),
    },
    input: { step: 'space', person, project, home: homeInside, doors: doorsInside, descriptor: 4 },
    log,
    sockets: [socket],
    startWithinSeconds,
    notStarted: (reason) =>
      new Problem({
        code: 'SpaceDidNotStart',
        message: `${spaceText(spec)} cannot be opened: ${reason}.`,
        fix: `Read ${log}.`,
        whose: 'machine',
        state: 'What was kept in it is as it was.',
      }),
  });
}
