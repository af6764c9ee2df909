import { arnOf, bucketArn, type PolicyGround } from '../access/policy-ground.ts';
import type { AskedJourney, OutsideRequest } from './asked-journey.ts';
import { byService, takeOn } from './assume.ts';
import { call } from './calls/api-call.ts';
import type { PlannedAccount } from './planned-account.ts';
import { endpointTo } from './ways-of-call.ts';

/** What services of AWS have to be able to do for themselves: deliver logs, and use the key for what they keep. */
export function* serviceJourneys(ground: PolicyGround, account: PlannedAccount): Generator<AskedJourney> {
  yield { who: 'CloudWatch Logs', journey: 'encrypt log groups', requests: logKey(ground), unknown: null };
  yield { who: 'S3', journey: 'deliver access logs', requests: accessLogs(ground), unknown: null };
  yield {
    who: 'Studio',
    journey: 'take on the role of the domain',
    requests: [takeOn(ground, ground.names.studioRole, 'sagemaker.amazonaws.com')],
    unknown: null,
  };
  yield* imageLayers(ground, account);
  for (const { properties } of account.flowLogs) {
    const group = String(properties.LogDestination);
    yield { who: 'VPC flow logs', journey: 'write', requests: flowLogs(ground, group), unknown: null };
  }
}

function logKey(ground: PolicyGround): readonly OutsideRequest[] {
  const { names, ids } = ground;
  const facts = { 'kms:EncryptionContext:aws:logs:arn': arnOf(ground, 'logs', 'log-group:any') };
  const uses = ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'];
  return uses.map((use) => byService(`logs.${names.place.region}.amazonaws.com`, call(use, ids.keyArn, facts)));
}

/** Server access logs come from S3 itself (S3 User Guide, "Permissions for log delivery"). */
function accessLogs(ground: PolicyGround): readonly OutsideRequest[] {
  const { names, workspace } = ground;
  const to = `${bucketArn(ground, names.accessLogsBucket)}/any/2026-01-01`;
  return workspace.projects.slice(0, 1).map(({ name }) => {
    const from = bucketArn(ground, names.projectBucket(name, 'data'));
    const facts = { 'aws:SourceAccount': names.place.account, 'aws:SourceArn': from };
    return byService('logging.s3.amazonaws.com', call('s3:PutObject', to, facts));
  });
}

function flowLogs(ground: PolicyGround, group: string): AskedJourney['requests'] {
  const role = ground.names.flowLogRole;
  const stream = group.replace(/\*$/, 'log-stream:eni-1');
  return [
    takeOn(ground, role, 'vpc-flow-logs.amazonaws.com', 'vpc-flow-log/fl-1'),
    ...['CreateLogStream', 'PutLogEvents', 'DescribeLogStreams'].map((verb) => ({
      role,
      session: 'flow-logs',
      call: call(`logs:${verb}`, stream),
      from: 'service' as const,
    })),
  ];
}

/**
 * Layers lie in a bucket of ECR, by addresses that ECR has signed, and come through the network's own endpoint for S3 (Amazon
 * ECR guide, "Minimum Amazon S3 Bucket Permissions for Amazon ECR"). Without such an endpoint they come over the internet.
 */
function* imageLayers({ names }: PolicyGround, account: PlannedAccount): Generator<AskedJourney> {
  const { partition, region } = names.place;
  const through = endpointTo('s3', account);
  if (through === undefined) return;
  const ofAws = '000000000000';
  const role = `arn:${partition}:iam::${ofAws}:role/ecr`;
  const caller = {
    kind: 'session',
    arn: `arn:${partition}:sts::${ofAws}:assumed-role/ecr/ecr`,
    role,
    account: ofAws,
  } as const;
  const layer = `arn:${partition}:s3:::prod-${region}-starport-layer-bucket/any/layer`;
  const asked = call('s3:GetObject', layer, { 'aws:ResourceAccount': ofAws, 's3:ResourceAccount': ofAws });
  yield {
    who: 'ECR',
    journey: 'hand out layers of images',
    requests: [{ caller, call: asked, through }],
    unknown: null,
  };
}
