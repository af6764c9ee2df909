import type { Piece } from '@atelier/core';
import { buildBigData } from './big-data.ts';
import { buildProjectBudget, buildWorkspaceBudget } from './budgets.ts';
import type { Builder } from './builder.ts';
import { buildMembership } from './membership.ts';
import { buildNetwork } from './network.ts';
import { buildNotices } from './notices.ts';
import { buildPackages } from './packages.ts';
import { buildPerson, buildSandbox, buildSpace } from './person.ts';
import { buildProjectJobs } from './project-jobs.ts';
import { buildProjectSettings } from './project-settings.ts';
import { buildProjectTemplates } from './project-templates.ts';
import { buildRegistry } from './registry.ts';
import { buildRepository } from './repository.ts';
import { buildRole } from './role.ts';
import { buildSharedSpace } from './shared-space.ts';
import { buildAccessLogs, buildKey, buildProjectStores } from './stores.ts';
import { buildStudio } from './studio.ts';
import { buildTracking, buildWorkspaceTracking } from './tracking.ts';
import { buildWarehouse } from './warehouse.ts';

export type Builders = { readonly [Kind in Piece['kind']]: Builder<Kind> };

/** The builder of each kind of piece on AWS; nothing else makes a resource. */
export const builders: Builders = {
  key: buildKey,
  'access-logs': buildAccessLogs,
  network: buildNetwork,
  studio: buildStudio,
  role: buildRole,
  packages: buildPackages,
  'big-data': buildBigData,
  'project-templates': buildProjectTemplates,
  'workspace-tracking': buildWorkspaceTracking,
  'workspace-budget': buildWorkspaceBudget,
  'project-stores': buildProjectStores,
  'project-jobs': buildProjectJobs,
  warehouse: buildWarehouse,
  registry: buildRegistry,
  membership: buildMembership,
  tracking: buildTracking,
  repository: buildRepository,
  notices: buildNotices,
  'project-budget': buildProjectBudget,
  'project-settings': buildProjectSettings,
  person: buildPerson,
  space: buildSpace,
  'shared-space': buildSharedSpace,
  sandbox: buildSandbox,
};
