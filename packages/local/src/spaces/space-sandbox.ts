import { join } from 'node:path';
import type { Host } from '../host.ts';
import type { Sandbox, SandboxAccount } from '../sandbox/sandbox.ts';
import type { StateFolder } from '../state-folder.ts';
import type { SpaceLimits } from './limits/space-limits.ts';
import { spaceFolders } from './space-folders.ts';
import { type SpaceName, spaceFileName } from './space-name.ts';

/** People's notebooks stand back where the rest of the workspace wants the processors. */
const niceness = 5;
const mebibyte = 1024 ** 2;
const doorsInside = '/run/atelier';

/** What somebody's code may see and take in a space. */
export interface SpaceWalls extends SpaceName {
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

/** The walls of a space, its own home, the project's shared folder, its sockets and no network; and how it is told of them. */
export function spaceSandbox(host: Host, walls: SpaceWalls): { readonly sandbox: Sandbox; readonly told: object } {
  const { person, project, doors } = walls;
  const { home, shared } = spaceFolders(host.state, walls, walls.account);
  const [homeInside, sharedInside] = [`/home/${person ?? project}`, `/shared/${project}`];
  const sandbox: Sandbox = {
    name: spaceFileName(walls),
    placed: [
      { path: home, at: homeInside, may: 'write' },
      { path: shared, at: sharedInside, may: 'write' },
      { path: doors, at: doorsInside, may: 'read' },
    ],
    reach: 'loopback',
    processes: 'many',
    memoryMiB: Math.ceil(walls.limits.memoryBytes / mebibyte),
    niceness,
    ...(walls.fileBytes === null ? {} : { fileMiB: Math.ceil(walls.fileBytes / mebibyte) }),
    ...(walls.cgroup === undefined ? {} : { cgroup: walls.cgroup }),
    ...(walls.account === undefined ? {} : { account: walls.account }),
  };
  return { sandbox, told: { person, project, home: homeInside, doors: doorsInside } };
}
