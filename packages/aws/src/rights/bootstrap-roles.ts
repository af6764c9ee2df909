import { arnOf } from '../access/policy-ground.ts';
import { bootstrapQualifier, bootstrapRole, bootstrapVersionParameter } from '../layout/bootstrap-names.ts';
import type { RightsGround } from './rights-ground.ts';

/** Roles of the CDK's bootstrap that a deployment takes on, as the file names them or as the CDK does. */
export function bootstrapRoles({ workspace: { aws }, names: { place } }: RightsGround): readonly string[] {
  const kinds = ['deploy-role', 'file-publishing-role', 'lookup-role'] as const;
  return kinds.map((kind) => bootstrapRole(kind, aws, place));
}

/** ARN of the parameter that holds the version of the bootstrap. */
export function bootstrapVersion(ground: RightsGround): string {
  return arnOf(ground, 'ssm', `parameter/${bootstrapVersionParameter(bootstrapQualifier(ground.workspace))}`);
}
