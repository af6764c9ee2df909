import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { kindOf } from '../../src/kinds/kinds.ts';
import type { Account } from './account.ts';

/** The stacks of the example, each after those that it needs. */
export const acmeStacks = [
  'acme-network',
  'acme-foundation',
  'acme-project-sales-forecasting',
  'acme-people-01',
  'acme-people-03',
  'acme-people-12',
  'acme-people-15',
];

export function acmeTemplate(stack: string): string {
  return readFileSync(fileURLToPath(new URL(`../../../aws/test/golden/acme/${stack}.json`, import.meta.url)), 'utf8');
}

/** Makes what `cdk bootstrap` leaves that templates ask for. */
export function bootstrap({ world }: Account): void {
  const type = 'AWS::SSM::Parameter';
  const properties = { Name: '/cdk-bootstrap/hnb659fds/version', Type: 'String', Value: '30' };
  kindOf(type).create({ type, properties, stack: null, logicalId: null }, world);
  const bucket = { BucketName: 'cdk-hnb659fds-assets-123456789012-eu-central-1' };
  kindOf('AWS::S3::Bucket').create(
    { type: 'AWS::S3::Bucket', properties: bucket, stack: null, logicalId: null },
    world,
  );
}

/** By change set, as the CDK does, from the bucket for assets. */
export function deploy({ world, call, all }: Account, stack: string, template: string, more = {}) {
  const bucket = 'cdk-hnb659fds-assets-123456789012-eu-central-1';
  world.objects.put(bucket, `${stack}.json`, new TextEncoder().encode(template));
  const isNew = !all('DescribeStacks', 'Stacks').some(
    (each) => each.StackName === stack && each.StackStatus !== 'REVIEW_IN_PROGRESS',
  );
  call('CreateChangeSet', {
    StackName: stack,
    ChangeSetName: 'change',
    ChangeSetType: isNew ? 'CREATE' : 'UPDATE',
    TemplateURL: `http://127.0.0.1:4566/${bucket}/${stack}.json`,
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    ...more,
  });
  const changeSet = call('DescribeChangeSet', { StackName: stack, ChangeSetName: 'change' });
  if (changeSet.Status === 'FAILED') {
    call('DeleteChangeSet', { StackName: stack, ChangeSetName: 'change' });
    return changeSet;
  }
  call('ExecuteChangeSet', { StackName: stack, ChangeSetName: 'change' });
  return changeSet;
}

type Row = Readonly<Record<string, unknown>>;

/** How a stack is at the end of what it is doing, and what failed on the way. */
export function statusOf({ call, all }: Account, stack: string) {
  const [found] = call('DescribeStacks', { StackName: stack }).Stacks as readonly Row[];
  const events = all('DescribeStackEvents', 'StackEvents', { StackName: found?.StackId });
  const failed = events
    .filter(
      (event) =>
        String(event.ResourceStatus).endsWith('_FAILED') && event.ResourceType !== 'AWS::CloudFormation::Stack',
    )
    .map((event) => `${event.LogicalResourceId}: ${event.ResourceStatusReason}`);
  return { status: found?.StackStatus, failed };
}

export function outputsOf({ call }: Account, stack: string): Row {
  const [found] = call('DescribeStacks', { StackName: stack }).Stacks as readonly Row[];
  const outputs = found?.Outputs as readonly { readonly OutputKey: string; readonly OutputValue: string }[];
  return Object.fromEntries(outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
}
