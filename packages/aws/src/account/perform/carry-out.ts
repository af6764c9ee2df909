import type { AccountClients } from '../account-clients.ts';
import type { DestroyAction } from '../destroy-step.ts';
import type { Waiting } from '../waiting.ts';
import {
  deleteAccessPoints,
  deleteFileSystem,
  deleteMountTargets,
  deleteNfsGroups,
  waitForInterfaces,
} from './homes.ts';
import { deleteNamespace, deleteRepository } from './retained.ts';
import { deleteStacks } from './stacks.ts';
import { deleteBucket, deleteLogGroups, scheduleKey } from './stores.ts';
import { deleteApps, deleteDomain, deleteProfiles, deleteSpaces } from './studio.ts';
import { deleteModels, deleteServing, deleteTracking } from './work.ts';

/** Does what an action says; gives whether there was anything to do. */
export function carryOut(action: DestroyAction, clients: AccountClients, waiting: Waiting): Promise<boolean> {
  switch (action.kind) {
    case 'apps':
      return deleteApps(action, clients, waiting);
    case 'spaces':
      return deleteSpaces(action, clients, waiting);
    case 'profiles':
      return deleteProfiles(action, clients, waiting);
    case 'tracking':
      return deleteTracking(action, clients, waiting);
    case 'serving':
      return deleteServing(action, clients, waiting);
    case 'models':
      return deleteModels(action, clients, waiting);
    case 'domain':
      return deleteDomain(action, clients, waiting);
    case 'mount-targets':
      return deleteMountTargets(action, clients, waiting);
    case 'access-points':
      return deleteAccessPoints(action, clients, waiting);
    case 'file-system':
      return deleteFileSystem(action, clients, waiting);
    case 'nfs-groups':
      return deleteNfsGroups(action, clients, waiting);
    case 'interfaces':
      return waitForInterfaces(action, clients, waiting);
    case 'stacks':
      return deleteStacks(action, clients, waiting);
    case 'repository':
      return deleteRepository(action, clients, waiting);
    case 'namespace':
      return deleteNamespace(action, clients, waiting);
    case 'bucket':
      return deleteBucket(action, clients, waiting);
    case 'log-groups':
      return deleteLogGroups(action, clients, waiting);
    case 'key':
      return scheduleKey(action, clients, waiting);
  }
}
