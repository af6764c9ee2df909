import { allow, type Statement } from '../access/policy.ts';
import { bootstrapRoles, bootstrapVersion } from './bootstrap-roles.ts';
import { type RightsGround, stackPattern } from './rights-ground.ts';

/** Deploying, apart from reading: the roles of the CDK's bootstrap do the rest. */
export function deployStatements(ground: RightsGround): readonly Statement[] {
  return [
    allow('TakeOnBootstrapRoles', ['sts:AssumeRole'], bootstrapRoles(ground)),
    allow('ReadTemplates', ['cloudformation:GetTemplate'], [stackPattern(ground)]),
    allow('ReadBootstrap', ['ssm:GetParameter'], [bootstrapVersion(ground)]),
  ];
}
