import { type Action, mayHold, type Project, type Role, rowOf } from '@atelier/core';
import type { Membership } from './membership.ts';
import { type PolicyDocument, policyDocument } from './policy.ts';
import type { PolicyGround } from './policy-ground.ts';
import { passRights, projectRights } from './project-rights.ts';
import { runFiles } from './run-files.ts';
import { sharedSpaces } from './space-rights.ts';
import { sparkRights } from './spark-rights.ts';
import { storageRights } from './storage-rights.ts';

/** Everything that people in a role may do in these projects; the role's tag says whose sandboxes are meant. */
export function membershipPolicy(ground: PolicyGround, role: Role, projects: readonly Project[]): PolicyDocument {
  const membership: Membership = {
    projects,
    holds: (action: Action) => mayHold(ground.workspace, role, rowOf(action)),
  };
  return policyDocument([
    ...sharedSpaces(
      ground,
      projects.map(({ name }) => name),
    ),
    ...storageRights(ground, membership),
    ...runFiles(ground, membership),
    ...projectRights(ground, membership),
    ...sparkRights(ground, membership),
    ...passRights(ground, membership),
  ]);
}
