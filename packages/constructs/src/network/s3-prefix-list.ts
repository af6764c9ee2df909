import { Aws, CfnMapping, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * AWS-managed prefix lists `com.amazonaws.<region>.s3`, as of November 2026.
 *
 * AWS publishes no table and CloudFormation no attribute; each id is the same in at least two public sources. An id
 * belongs to its region alone: a wrong one is refused when the rule is created, so it cannot open anything.
 */
const knownIds: Readonly<Record<string, string>> = {
  'ap-northeast-1': 'pl-61a54008',
  'ap-northeast-2': 'pl-78a54011',
  'ap-northeast-3': 'pl-a4a540cd',
  'ap-south-1': 'pl-78a54011',
  'ap-southeast-1': 'pl-6fa54006',
  'ap-southeast-2': 'pl-6ca54005',
  'ca-central-1': 'pl-7da54014',
  'eu-central-1': 'pl-6ea54007',
  'eu-north-1': 'pl-c3aa4faa',
  'eu-west-1': 'pl-6da54004',
  'eu-west-2': 'pl-7ca54015',
  'eu-west-3': 'pl-23ad484a',
  'sa-east-1': 'pl-6aa54003',
  'us-east-1': 'pl-63a5400a',
  'us-east-2': 'pl-7ba54012',
  'us-west-1': 'pl-6ba54002',
  'us-west-2': 'pl-68a54001',
};

/** Regions for which the id of the S3 prefix list is known. */
export const s3PrefixListRegions: readonly string[] = Object.keys(knownIds);

/** Id of the S3 prefix list in a region; undefined: not known. */
export function knownS3PrefixListId(region: string): string | undefined {
  return knownIds[region];
}

/**
 * Id of the S3 prefix list in the region of the stack.
 *
 * A stack without a region gets a mapping that CloudFormation reads; a region outside it fails the deployment.
 *
 * @throws Error for a region that is not known.
 */
export function s3PrefixListIdFor(scope: Construct): string {
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region)) return mappingOf(scope).findInMap(Aws.REGION, 'Id');
  const id = knownIds[region];
  if (id === undefined) {
    throw new Error(
      `The id of the S3 prefix list of ${region} is not known. Give s3PrefixListId: the PrefixListId that ` +
        `"aws ec2 describe-managed-prefix-lists" prints for com.amazonaws.${region}.s3.`,
    );
  }
  return id;
}

function mappingOf(scope: Construct): CfnMapping {
  const mapping = Object.fromEntries(Object.entries(knownIds).map(([region, id]) => [region, { Id: id }]));
  return new CfnMapping(scope, 'S3PrefixLists', { mapping });
}
