import type { Workspace } from '@atelier/core';
import { Problem } from '@atelier/problem';
import type { AccountLimits } from './account-limits.ts';
import { readBoundary } from './read-boundary.ts';
import { readOrganizationPolicies } from './read-organization-policies.ts';

/** A file as somebody handed it in. */
export interface GivenPolicies {
  readonly file: string;
  readonly text: string;
}

/**
 * What stands over an account by files that somebody handed in: each file of the organization is what is attached in one place.
 *
 * @throws Problem for a file that holds no such policy, and for a boundary of a file that names none
 */
export function limitsOf(
  { aws }: Workspace,
  organization: readonly GivenPolicies[],
  boundary: GivenPolicies | null,
): AccountLimits {
  if (boundary !== null && (aws?.iam.permissionsBoundary ?? null) === null)
    throw new Problem({
      code: 'NoBoundaryNamed',
      message: `--boundary gives ${boundary.file}, and the workspace file names no boundary: its roles would have none.`,
      fix: 'Add the name of that policy to the file, as `aws: { iam: { permissionsBoundary: NAME } }`.',
      whose: 'yours',
    });
  const read = organization.map(({ text, file }) => readOrganizationPolicies(text, file));
  return {
    organization: read.flatMap((one) => one.organization),
    control: read.flatMap((one) => one.control),
    organizationId: read.find((one) => one.organizationId !== null)?.organizationId ?? null,
    boundary: boundary === null ? null : readBoundary(boundary.text, boundary.file),
  };
}
