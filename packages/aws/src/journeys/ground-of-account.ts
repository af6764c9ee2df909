import { isMap } from '@atelier/cloudformation';
import type { Workspace } from '@atelier/core';
import { type PolicyGround, policyGround } from '../access/policy-ground.ts';
import type { DeployLocation } from '../deploy-location.ts';
import { namesOf } from '../names.ts';
import type { PlannedAccount } from './planned-account.ts';

/** What policies are written from, with the ids that a planned account has. */
export function groundOfAccount(workspace: Workspace, account: PlannedAccount, place: DeployLocation): PolicyGround {
  const names = namesOf(workspace.name, place, workspace.aws?.iam.rolePath ?? '/');
  return policyGround(workspace, names, idsOf(account));
}

function idsOf({ domain }: PlannedAccount) {
  const { VpcId, SubnetIds, KmsKeyId, DefaultUserSettings } = domain.properties;
  const settings = isMap(DefaultUserSettings) ? DefaultUserSettings : {};
  return {
    domain: `${domain.stack}-${domain.logicalId}-DomainId`,
    keyArn: String(KmsKeyId),
    vpc: String(VpcId),
    subnets: [SubnetIds ?? []].flat().map(String),
    securityGroups: [settings.SecurityGroups ?? []].flat().map(String),
  };
}
