import type { AwsSettings } from '@atelier/core';
import type { Names } from '../names.ts';
import { bootstrapRole } from './bootstrap-names.ts';

/**
 * ARNs of the roles that list, delete and change policies of stores from outside the network; they read and write no
 * object of a living one.
 *
 * Where the file names none: the role `WORKSPACE-operator`, which nobody of the workspace can make as the boundary of its
 * roles forbids it, and the two bootstrap roles that make and change its stacks. Those that publish files and look things
 * up have nothing to do with stores.
 */
export function operatorArns(aws: AwsSettings, { place, roleArn, workspace }: Names): readonly string[] {
  if (aws.operators !== null) return aws.operators;
  const ofBootstrap = (['deploy-role', 'cfn-exec-role'] as const).map((kind) => bootstrapRole(kind, aws, place));
  return [roleArn(operatorRole(workspace)), ...ofBootstrap];
}

/** Name of the role that operates a workspace unless its file names others. */
function operatorRole(workspace: string): string {
  return `${workspace}-operator`;
}
