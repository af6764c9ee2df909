import type { AccountClients } from '../../read/account-clients.ts';
import type { DestroyAction } from '../destroy-step.ts';
import type { Waiting } from '../waiting.ts';
import { releaseAssigned } from './assignments.ts';
import {
  deleteAccessPoints,
  deleteFileSystem,
  deleteMountTargets,
  deleteNfsGroups,
  waitForInterfaces,
} from './homes.ts';
import type { Perform } from './perform.ts';
import { deleteNamespace, deleteRepository } from './retained.ts';
import { deleteNotebooks, deletePipelines, deleteSchedules, stopJobs } from './running.ts';
import { deleteStacks } from './stacks.ts';
import { deleteBucket, deleteLogGroups, putPolicies, scheduleKey } from './stores.ts';
import { deleteApps, deleteDomain, deleteProfiles, deleteSpaces } from './studio.ts';
import { deleteModels, deleteServing, deleteTracking } from './work.ts';

const performs: { readonly [Kind in DestroyAction['kind']]: Perform<Kind> } = {
  assignments: releaseAssigned,
  apps: deleteApps,
  spaces: deleteSpaces,
  profiles: deleteProfiles,
  schedules: deleteSchedules,
  jobs: stopJobs,
  pipelines: deletePipelines,
  notebooks: deleteNotebooks,
  tracking: deleteTracking,
  serving: deleteServing,
  models: deleteModels,
  domain: deleteDomain,
  'mount-targets': deleteMountTargets,
  'access-points': deleteAccessPoints,
  'file-system': deleteFileSystem,
  'nfs-groups': deleteNfsGroups,
  interfaces: waitForInterfaces,
  'bucket-policies': putPolicies,
  stacks: deleteStacks,
  repository: deleteRepository,
  namespace: deleteNamespace,
  bucket: deleteBucket,
  'log-groups': deleteLogGroups,
  key: scheduleKey,
};

/** Does what an action says; gives whether there was anything to do. */
export function carryOut<Kind extends DestroyAction['kind']>(
  action: Extract<DestroyAction, { readonly kind: Kind }>,
  clients: AccountClients,
  waiting: Waiting,
): Promise<boolean> {
  const perform: Perform<Kind> = performs[action.kind as Kind];
  return perform(action, clients, waiting);
}
