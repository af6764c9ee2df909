import { Problem } from '@atelier/problem';
import type { SupervisedFrontDoor } from '../front-door/front-door.ts';
import type { Host } from '../host.ts';
import { bindSocket } from '../processes/bound-socket.ts';
import { type SupervisedService, startService } from '../processes/service.ts';
import type { SandboxAccount } from '../sandbox/sandbox.ts';
import { socketPath } from '../state-folder.ts';
import type { Limiting } from './limits/limiting.ts';
import type { SpaceCgroup } from './limits/space-cgroups.ts';
import type { SpaceAccounts } from './space-accounts.ts';
import { type SpaceName, spaceFileName, spaceId, spaceServiceName, spaceText } from './space-name.ts';
import { startSpaceProcess } from './space-process.ts';

/** A space that is up. */
export interface OpenSpace extends SpaceName {
  /** Where it answers. */
  readonly socket: string;
  readonly service: SupervisedService;
  /** The group of its processes, where this machine lets us make one. */
  readonly cgroup?: SpaceCgroup;
  /** Whom what runs in it runs as; left out: whoever started the workspace. */
  readonly account?: SandboxAccount;
  /** End what runs in it; what it keeps stays. */
  close(): Promise<void>;
}

/** What spaces are opened with. */
export interface OpeningPlace {
  readonly host: Host;
  readonly accounts: SpaceAccounts;
  readonly limiting: Limiting;
  /** The largest file of a space; null: as large as there is room. */
  fileBytes(): number | null;
  readonly frontDoor: Pick<SupervisedFrontDoor, 'openSpaceDoors' | 'closeSpaceDoors'>;
  tell(news: string): void;
}

/** Jupyter ends its kernels first. */
const graceSeconds = 10;

/**
 * Open a space; resolves when it answers.
 *
 * @throws Problem SpaceWallMissing, SpaceDidNotStart
 */
export async function openSpace(place: OpeningPlace, space: SpaceName): Promise<OpenSpace> {
  const { host, frontDoor, accounts, limiting, tell } = place;
  requireWalls(host, space);
  const { person, project } = space;
  const doors = await frontDoor.openSpaceDoors(space);
  const socket = bindSocket(socketPath({ sockets: host.state.innerSockets }, spaceFileName(space)));
  const account = accounts.accountOf(space);
  const { limits } = limiting;
  const cgroup = await limiting.cgroups?.make(spaceId(space), limits);
  const limited = () => ({ limits, fileBytes: place.fileBytes(), cgroup: cgroup?.folder });
  const launch = () => startSpaceProcess(host, { person, project, socket, doors, account, ...limited() });
  const shut = async () => void (await Promise.all([socket.close(), frontDoor.closeSpaceDoors(space), cgroup?.end()]));
  try {
    const service = await startService({ name: spaceServiceName(space), tell, graceSeconds, launch });
    const close = () => service.stop().then(shut);
    const held = { ...(cgroup && { cgroup }), ...(account && { account }) };
    return { person, project, socket: socket.path, service, ...held, close };
  } catch (error) {
    await shut();
    throw error;
  }
}

/** People's own code runs in a space: where a wall is missing it is not begun. Problem SpaceWallMissing. */
export function requireWalls({ walls }: Host, space: SpaceName): void {
  const [missing] = walls.missing;
  if (missing === undefined) return;
  throw new Problem({
    code: 'SpaceWallMissing',
    message: `${spaceText(space)} is not opened: this machine does not enforce the wall "${missing.wall}", since ${missing.reason}.`,
    fix: 'See "atelier doctor" for what this machine lacks; spaces need all of its walls.',
    whose: 'machine',
    state: 'Everything else of the workspace is up.',
  });
}
