import { arnOf } from '../access/policy-ground.ts';
import { bootstrapQualifier, bootstrapVersionParameter } from '../layout/bootstrap-names.ts';
import { globalArn, type RightsGround } from './rights-ground.ts';

/** Roles of the CDK's bootstrap that a deployment takes on, as the file names them or as the CDK does. */
export function bootstrapRoles(ground: RightsGround): readonly string[] {
  const { deployRoleArn, fileAssetPublishingRoleArn, lookupRoleArn } = ground.workspace.aws.synthesizer;
  return [
    roleArn(ground, deployRoleArn, 'deploy-role'),
    roleArn(ground, fileAssetPublishingRoleArn, 'file-publishing-role'),
    roleArn(ground, lookupRoleArn, 'lookup-role'),
  ];
}

/** ARN of the parameter that holds the version of the bootstrap. */
export function bootstrapVersion(ground: RightsGround): string {
  return arnOf(ground, 'ssm', `parameter/${bootstrapVersionParameter(bootstrapQualifier(ground.workspace))}`);
}

function roleArn(ground: RightsGround, named: string | null, kind: string): string {
  const { partition, account, region } = ground.names.place;
  if (named === null)
    return globalArn(ground, 'iam', `role/cdk-${bootstrapQualifier(ground.workspace)}-${kind}-${account}-${region}`);
  const values = {
    Qualifier: bootstrapQualifier(ground.workspace),
    'AWS::Partition': partition,
    'AWS::AccountId': account,
  };
  return Object.entries({ ...values, 'AWS::Region': region }).reduce(
    (arn, [name, value]) => arn.replaceAll(`\${${name}}`, value),
    named,
  );
}
