import type { Blueprint } from '@atelier/core';
import type { AwsWorkspace } from '../stacks/ground.ts';
import { checkInstances } from './check-instances.ts';
import { checkPrefixList } from './check-prefix-list.ts';
import { checkRoom } from './check-room.ts';
import { checkSupported } from './check-supported.ts';

/**
 * Whether stacks can be made of a workspace, asked before the first one is begun.
 *
 * @throws Problem for what a file may say and AWS, or Atelier on AWS, cannot do.
 */
export function preflight(workspace: AwsWorkspace, blueprint: Blueprint): void {
  checkSupported(workspace);
  checkPrefixList(workspace);
  checkInstances(workspace);
  checkRoom(blueprint);
}
