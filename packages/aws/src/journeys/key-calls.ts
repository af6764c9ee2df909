import type { PolicyGround } from '../access/policy-ground.ts';
import { type ApiCall, supporting } from './calls/api-call.ts';

/** Uses of the workspace's key that a service asks for in the name of whoever called it. */
export function keyCalls(
  { names, ids }: PolicyGround,
  service: string,
  uses: readonly ('CreateGrant' | 'Decrypt' | 'DescribeKey' | 'GenerateDataKey')[],
  more: ApiCall['context'] = {},
): readonly ApiCall[] {
  const facts = {
    'kms:ViaService': `${service}.${names.place.region}.amazonaws.com`,
    'aws:ViaAWSService': 'true',
    ...more,
  };
  return uses.map((use) =>
    supporting(
      `kms:${use}`,
      ids.keyArn,
      use === 'CreateGrant' ? { ...facts, 'kms:GrantIsForAWSResource': 'true' } : facts,
    ),
  );
}
