import { type Blueprint, blueprintOf, type Workspace } from '@atelier/core';
import { Problem } from '@atelier/problem';
import type { AwsWorkspace } from '../stacks/ground.ts';
import { checkInstances } from './check-instances.ts';
import { checkMemberships } from './check-memberships.ts';
import { checkPrefixList } from './check-prefix-list.ts';
import { checkRoom } from './check-room.ts';
import { checkSupported } from './check-supported.ts';
import type { PreflightFinding } from './preflight-finding.ts';

/** Everything that a file may say and AWS, or Atelier on AWS, cannot do; asked before the first stack is begun. */
function preflightFindings(workspace: AwsWorkspace, blueprint: Blueprint): readonly PreflightFinding[] {
  return [
    ...checkSupported(workspace),
    ...checkPrefixList(workspace),
    ...checkInstances(workspace),
    ...checkRoom(blueprint),
    ...checkMemberships(workspace),
  ];
}

/** Findings of the preflight on a workspace; none for one that stays on this machine. */
export function findingsForAws(workspace: Workspace): readonly PreflightFinding[] {
  const { aws } = workspace;
  return aws === null ? [] : preflightFindings({ ...workspace, aws }, blueprintOf(workspace));
}

/**
 * Whether stacks can be made of a workspace.
 *
 * @throws Problem with all that stands against it
 */
export function preflight(workspace: AwsWorkspace, blueprint: Blueprint): void {
  const [first, ...others] = preflightFindings(workspace, blueprint);
  if (first === undefined) return;
  const { code, message, fix } = others.length === 0 ? first : together([first, ...others]);
  throw new Problem({ code, message, fix, whose: 'yours', state: 'Nothing was made.' });
}

function together(findings: readonly PreflightFinding[]): Pick<PreflightFinding, 'code' | 'message' | 'fix'> {
  const lines = findings.map(({ message, fix }) => `${message} -> ${fix}`);
  return {
    code: 'NotForAws',
    message: [`The file asks for ${findings.length} things that cannot be made on AWS:`, ...lines].join('\n'),
    fix: 'Change each of them as its line says.',
  };
}
