import { arnOf, bucketArn, type PolicyGround } from '../access/policy-ground.ts';
import type { AskedJourney, OutsideRequest } from './asked-journey.ts';
import { byService, takeOn } from './assume.ts';
import { call } from './calls/api-call.ts';
import type { PlannedAccount } from './planned-account.ts';

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
