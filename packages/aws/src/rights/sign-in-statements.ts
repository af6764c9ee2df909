import { allow, type Conditions, type IamStatement } from '../access/policy.ts';
import { arnOf } from '../access/policy-ground.ts';
import { assignedPath } from '../layout/assigned-path.ts';
import type { RightsGround } from './rights-ground.ts';

/** Reading who gets in through Identity Center; nothing where people sign in otherwise. */
export function readSignInStatements(ground: RightsGround): readonly IamStatement[] {
  if (ground.workspace.signIn.method !== 'sso') return [];
  const { partition } = ground.names.place;
  return [
    allow('ReadIdentityCenters', ['sso:ListInstances'], ['*']),
    allow(
      'ReadAssignments',
      ['sso:GetApplicationAssignmentConfiguration', 'sso:ListApplicationAssignments'],
      ...applications(ground),
    ),
    // The directory of an organisation is in another account, and no ARN says to which instance it belongs.
    allow(
      'ReadDirectory',
      ['identitystore:GetUserId', 'identitystore:IsMemberInGroups'],
      [
        `arn:${partition}:identitystore::*:identitystore/*`,
        ...['group', 'membership', 'user'].map((kind) => `arn:${partition}:identitystore:::${kind}/*`),
      ],
    ),
  ];
}

/** Letting people in through Identity Center, and taking that back; nothing where they sign in otherwise. */
export function assignStatements(ground: RightsGround): readonly IamStatement[] {
  const { name, signIn } = ground.workspace;
  if (signIn.method !== 'sso') return [];
  const records = arnOf(ground, 'ssm', `parameter${assignedPath(name)}`);
  const verbs = ['Create', 'Delete'];
  return [
    allow(
      'Assign',
      verbs.map((verb) => `sso:${verb}ApplicationAssignment`),
      ...applications(ground),
    ),
    allow(
      'RecordAssigned',
      ['ssm:DeleteParameter', 'ssm:GetParametersByPath', 'ssm:PutParameter'],
      [records, `${records}/*`],
    ),
  ];
}

/**
 * The domain's application. Before AWS has made it up: those that services of this account have made, in the instance of
 * the file if it names one.
 */
function applications({
  workspace,
  deployed,
  names: { place },
}: RightsGround): readonly [readonly string[], Conditions?] {
  if (deployed.application) return [[deployed.application]];
  const instance = workspace.signIn.identityCenter?.split('/').at(-1) ?? '*';
  // Whichever account the policy is made in: an application in an organisation's instance is another account's by its ARN.
  const ofCaller = { StringEquals: { 'sso:ApplicationAccount': `\${aws:PrincipalAccount}` } };
  return [[`arn:${place.partition}:sso::*:application/${instance}/*`], ofCaller];
}
