import type { IamCaller } from '@atelier/proofs/policy';
import { deliveriesOf } from '../access/deliveries.ts';
import { bucketArn, type PolicyGround } from '../access/policy-ground.ts';
import type { AskedJourney, OutsideRequest } from './asked-journey.ts';
import { type ApiCall, call } from './calls/api-call.ts';
import { keyCalls } from './key-calls.ts';

/** What senders have to be able to do from outside of the network: put a file, and have it encrypted. */
export function* deliveryJourneys(ground: PolicyGround): Generator<AskedJourney> {
  for (const project of ground.workspace.projects) {
    const found = deliveriesOf(project);
    if (found === undefined) continue;
    const bucket = bucketArn(ground, ground.names.projectBucket(project.name, 'data'));
    const facts: ApiCall['context'] =
      found.organization === undefined ? {} : { 'aws:PrincipalOrgID': found.organization };
    // With a bucket key the bucket is what is encrypted for (S3 User Guide, "Reducing the cost of SSE-KMS with bucket keys").
    const encrypted = { ...facts, 'kms:EncryptionContext:aws:s3:arn': bucket };
    const calls = [
      call('s3:PutObject', `${bucket}/${found.folder}/today.csv`, facts),
      ...keyCalls(ground, 's3', ['GenerateDataKey', 'Decrypt'], encrypted),
    ];
    for (const sender of [...found.roles, ...found.accounts]) {
      const caller = callerOf(sender, ground.names.place.partition);
      const requests = calls.map((each): OutsideRequest => ({ caller, call: each }));
      yield { who: `sender ${sender}`, journey: `deliver files to ${project.name}`, requests, unknown: null };
    }
  }
}

/** A session of the role, or of some role of the account. */
function callerOf(sender: string, partition: string): IamCaller {
  const [, , , , account = sender] = sender.split(':');
  const role = sender.startsWith('arn:') ? sender : `arn:${partition}:iam::${account}:role/sender`;
  const name = role.split('/').at(-1) ?? '';
  return { kind: 'session', arn: `arn:${partition}:sts::${account}:assumed-role/${name}/sender`, role, account };
}
