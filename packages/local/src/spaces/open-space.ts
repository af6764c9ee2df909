import { Problem } from '@atelier/problem';
import type { SupervisedFrontDoor } from '../front-door/front-door.ts';
import type { Host } from '../host.ts';
import { bindSocket } from '../processes/bound-socket.ts';
import { type SupervisedService, startService } from '../processes/service.ts';
import { socketPath } from '../state-folder.ts';
import type { SpaceAccounts } from './space-accounts.ts';
import { type SpaceName, spaceFileName, spaceServiceName, spaceText } from './space-name.ts';
import { startSpaceProcess } from './space-process.ts';

/** A space that is up. */
export interface OpenSpace extends SpaceName {
  /** Where it answers. */
  readonly socket: string;
  readonly service: SupervisedService;
  /** End what runs in it; what it keeps stays. */
  close(): Promise<void>;
}

/** What spaces are opened with. */
export interface OpeningPlace {
  readonly host: Host;
  readonly accounts: SpaceAccounts;
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
export async function openSpace(
  { host, frontDoor, accounts, tell }: OpeningPlace,
  space: SpaceName,
): Promise<OpenSpace> {
  requireWalls(host, space);
  const { person, project } = space;
  const doors = await frontDoor.openSpaceDoors(space);
  const socket = bindSocket(socketPath({ sockets: host.state.innerSockets }, spaceFileName(space)));
  const account = accounts.accountOf(space);
  const launch = () => startSpaceProcess(host, { person, project, socket, doors, account });
  const shut = async () => void (await Promise.all([socket.close(), frontDoor.closeSpaceDoors(space)]));
  try {
    const service = await startService({ name: spaceServiceName(space), tell, graceSeconds, launch });
    const close = () => service.stop().then(shut);
    return { person, project, socket: socket.path, service, close };
  } catch (error) {
    await shut();
    throw error;
  }
}

/** People's own code runs in a space: where a wall is missing it is not begun. */
function requireWalls({ walls }: Host, space: SpaceName): void {
  const [missing] = walls.missing;
  if (missing === undefined) return;
  throw new Problem({
    code: 'SpaceWallMissing',
    message: `${spaceText(space).replace(/^t/, 'T')} is not opened: this machine does not enforce the wall "${missing.wall}", since ${missing.reason}.`,
    fix: 'See "atelier doctor" for what this machine lacks; spaces need all of its walls.',
    whose: 'machine',
    state: 'Everything else of the workspace is up.',
  });
}
