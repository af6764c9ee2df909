import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

export const account = '111122223333';
export const region = 'eu-central-1';

export interface Deployed {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** A stack in one account and region. */
export function stackOf(
  fill: (stack: Stack) => void,
  env: { region?: string; account?: string } = { account, region },
) {
  const stack = new Stack(new App(), 'team', { env });
  fill(stack);
  return stack;
}

/** Resources that CloudFormation would make of a stack: references replaced by ids and ARNs. */
export function deployed(fill: (stack: Stack) => void): Record<string, Deployed> {
  const { Resources } = Template.fromStack(stackOf(fill)).toJSON();
  return JSON.parse(JSON.stringify(Resources), (_key, value) => resolved(value, Resources));
}

/** The resources of one type. */
export function ofType(resources: Record<string, Deployed>, type: string): Deployed[] {
  return Object.values(resources).filter((resource) => resource.Type === type);
}

type Resources = Record<string, { Type: string; Properties: { BucketName?: string } }>;

function resolved(value: unknown, resources: Resources): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('Ref' in value) return value.Ref === 'AWS::Partition' ? 'aws' : value.Ref;
  if ('Fn::GetAtt' in value) return attribute(value['Fn::GetAtt'] as [string, string], resources);
  if ('Fn::Join' in value) {
    const [between, parts] = value['Fn::Join'] as [string, string[]];
    return parts.join(between);
  }
  return value;
}

function attribute([id, name]: [string, string], resources: Resources): string {
  const bucketName = resources[id]?.Properties.BucketName;
  if (name === 'Arn' && bucketName !== undefined) return `arn:aws:s3:::${bucketName}`;
  if (name === 'Arn' && resources[id]?.Type === 'AWS::KMS::Key') return `arn:aws:kms:${region}:${account}:key/${id}`;
  return name === 'GroupId' ? id : `${id}.${name}`;
}
