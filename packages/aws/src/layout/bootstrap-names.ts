import type { AwsSettings, Workspace } from '@atelier/core';
import type { DeployLocation } from '../deploy-location.ts';

/** Qualifier of the CDK's own bootstrap. */
export const usualQualifier = 'hnb659fds';

/** Qualifier of the bootstrap that a workspace deploys with. */
export function bootstrapQualifier({ aws }: Pick<Workspace, 'aws'>): string {
  return aws?.synthesizer.qualifier ?? usualQualifier;
}

/** The parameter that holds the version of a bootstrap, without a slash before it. */
export function bootstrapVersionParameter(qualifier: string): string {
  return `cdk-bootstrap/${qualifier}/version`;
}

const settings = {
  'cfn-exec-role': 'cloudFormationExecutionRole',
  'deploy-role': 'deployRoleArn',
  'file-publishing-role': 'fileAssetPublishingRoleArn',
  'lookup-role': 'lookupRoleArn',
} as const;

/** ARN of a role of the CDK's bootstrap, as the file names it or as the CDK does. */
export function bootstrapRole(kind: keyof typeof settings, aws: AwsSettings, place: DeployLocation): string {
  const { partition, account, region } = place;
  const qualifier = bootstrapQualifier({ aws });
  const named = aws.synthesizer[settings[kind]];
  if (named === null) return `arn:${partition}:iam::${account}:role/cdk-${qualifier}-${kind}-${account}-${region}`;
  const values = {
    Qualifier: qualifier,
    'AWS::Partition': partition,
    'AWS::AccountId': account,
    'AWS::Region': region,
  };
  return Object.entries(values).reduce((arn, [name, value]) => arn.replaceAll(`\${${name}}`, value), named);
}
