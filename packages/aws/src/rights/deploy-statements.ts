import { allow, type IamStatement } from '../access/policy.ts';
import { arnOf } from '../access/policy-ground.ts';
import { lockName } from '../layout/lock-name.ts';
import { operatorArns } from '../layout/operators.ts';
import { bootstrapRoles, bootstrapVersion } from './bootstrap-roles.ts';
import { boundaryName } from './boundary-name.ts';
import { globalArn, type RightsGround } from './rights-ground.ts';

/** Deploying, apart from reading: the roles of the CDK's bootstrap do the rest. */
export function deployStatements(ground: RightsGround): readonly IamStatement[] {
  // Of a role that is not there IAM knows no path.
  const studio = ['role/', 'role/*/'].map((path) => globalArn(ground, 'iam', `${path}${ground.names.studioRole}`));
  return [
    allow('TakeOnBootstrapRoles', ['sts:AssumeRole'], bootstrapRoles(ground)),
    allow('ReadBootstrap', ['ssm:GetParameter'], [bootstrapVersion(ground)]),
    allow('ReadRoles', ['iam:GetRole'], [...studio, ...operatorArns(ground.workspace.aws, ground.names)]),
    allow('ReadBoundary', ['iam:GetPolicy'], [ground.names.boundaryArn(boundaryName(ground.workspace))]),
    lockStatement(ground),
  ];
}

/** Right to the lock that keeps two deployments, or a deployment and a teardown, apart. */
export function lockStatement(ground: RightsGround): IamStatement {
  const lock = arnOf(ground, 'ssm', `parameter${lockName(ground.workspace.name)}`);
  return allow('Lock', ['ssm:DeleteParameter', 'ssm:GetParameter', 'ssm:PutParameter'], [lock]);
}
