import type { Workspace } from '@atelier/core';
import type { DeployLocation } from '../../deploy-location.ts';
import { stackNames } from '../../layout/stack-names.ts';
import { onAws } from '../../on-aws.ts';
import { rights } from '../../rights/rights.ts';
import type { DeployedIds } from '../../rights/rights-ground.ts';
import type { RightsPolicy } from '../../rights/rights-policy.ts';
import { readTypeRights, type TypeRights } from '../../rights/type-rights.ts';
import type { Synthesis } from '../../synthesise.ts';
import type { OperatorTask } from './operator-task.ts';

/** What `atelier rights` hands out for a workspace. */
export interface HandedOut {
  /** To operators, by what they are about to do. */
  readonly operators: Readonly<Record<OperatorTask, readonly RightsPolicy[]>>;
  /** To the role of CloudFormation; null: the file bounds no role, and the CDK's bootstrap lets it do everything. */
  readonly execution: readonly RightsPolicy[] | null;
  /** Calls for resources of each type. */
  readonly types: Readonly<Record<string, TypeRights>>;
  /** Ids that stand for those of the first deployment, with which rights are handed out again after it. */
  readonly deployed: DeployedIds;
}

const beforehand: DeployedIds = { id: null, domain: null };

/** @throws Problem when the stacks hold a type of resource whose rights are not known */
export async function handedOut(
  workspace: Workspace,
  synthesis: Pick<Synthesis, 'stacks'>,
  place: DeployLocation,
): Promise<HandedOut> {
  const deployed = idsOf(workspace, place);
  const policiesOf = async (...[holder, ids]: readonly [Parameters<typeof rights>[2], DeployedIds]) =>
    (await rights(workspace, synthesis, holder, ids)).policies;
  const first = await policiesOf('deploy', beforehand);
  const later = await policiesOf('deploy', deployed);
  const isBounded = onAws(workspace).aws.iam.permissionsBoundary !== null;
  return {
    operators: {
      deploy: first,
      change: later,
      status: await policiesOf('status', deployed),
      destroy: later,
      restore: first,
      'read-kept': await policiesOf('kept', deployed),
    },
    execution: isBounded ? await policiesOf('execution', deployed) : null,
    types: await readTypeRights(),
    deployed,
  };
}

/** Made up, in the form of those that AWS makes up. */
function idsOf({ name, signIn }: Workspace, { partition, region, account }: DeployLocation): DeployedIds {
  const instance = signIn.identityCenter?.split('/').at(-1) ?? 'ssoins-1';
  return {
    id: `arn:${partition}:cloudformation:${region}:${account}:stack/${stackNames.network(name)}/1`,
    domain: 'd-1',
    application: `arn:${partition}:sso::${account}:application/${instance}/apl-1`,
  };
}
