import { type AskedPolicy, decide, type RequestContext } from '@atelier/proofs/policy';
import { isAllowed, networkOf, type StoreDoor } from './store-answers.ts';

const algorithm = 's3:x-amz-server-side-encryption';

/** Requests from inside of the network that nobody's rights may carry through, and what each of them would be. */
const unsafe: readonly (readonly [what: string, actions: readonly string[], facts: RequestContext])[] = [
  ['in the clear', ['GetObject', 'PutObject', 'ListBucket'], { 'aws:securetransport': 'false' }],
  ['over an old TLS', ['GetObject', 'PutObject', 'ListBucket'], { 's3:tlsversion': '1.1' }],
  ['with a key of S3', ['PutObject'], { [algorithm]: 'AES256' }],
  [
    'with another key',
    ['PutObject'],
    { [algorithm]: 'aws:kms', [`${algorithm}-aws-kms-key-id`]: 'arn:aws:kms:zq-1:000000000007:key/zq7' },
  ],
  ['with a key of the caller', ['PutObject'], { [`${algorithm}-customer-algorithm`]: 'AES256' }],
];

/** Sentences on what a bucket's policy lets through from inside of the network, and should not. */
export function wrongInside(policy: AskedPolicy, door: StoreDoor): readonly string[] {
  const { account, partition, writtenOnce } = door;
  const inside: RequestContext = { 'aws:viaawsservice': 'false', ...networkOf(policy) };
  const role = `arn:${partition}:iam::${account}:role/zq7`;
  const passing = (who: string, actions: readonly string[], facts: RequestContext, below: string) =>
    actions.filter((action) =>
      isAllowed(policy, door, { who, role: who, from: { ...inside, ...facts } }, action, below),
    );
  const byAnybody = unsafe.flatMap(([what, actions, facts]) => {
    const given = passing(role, actions, facts, 'zq7/zq7');
    return given.length === 0 ? [] : [`somebody inside can call ${given.map((one) => `s3:${one}`).join(', ')} ${what}`];
  });
  if (writtenOnce === null) return byAnybody;
  const below = `${writtenOnce.folder}/zq7`;
  const again = { 's3:if-none-match': [], 's3:objectcreationoperation': 'true' };
  const changed = [
    ...passing(writtenOnce.role, ['PutObject'], again, below),
    ...passing(
      writtenOnce.role,
      ['DeleteObject', 'DeleteObjectVersion', 'PutObjectAcl', 'ReplicateObject', 'RestoreObject'],
      {},
      below,
    ),
  ];
  return [
    ...byAnybody,
    ...(changed.length === 0
      ? []
      : [`whoever works there changes what is written once by ${changed.map((one) => `s3:${one}`).join(', ')}`]),
  ];
}

/** Sentences on what the policy of the bucket for access logs lets through, and should not. */
export function wrongInLogs(policy: AskedPolicy, door: StoreDoor): readonly string[] {
  const { account, partition, arn } = door;
  const caller = { kind: 'service', arn: 'logging.s3.amazonaws.com', role: null, account: null } as const;
  const context = {
    'aws:principalisawsservice': 'true',
    'aws:securetransport': 'true',
    'aws:sourceaccount': '000000000007',
    'aws:sourcearn': `arn:${partition}:s3:::zq7`,
    's3:tlsversion': '1.3',
  };
  const request = { caller, action: 's3:PutObject', resource: `${arn}/zq7`, account, context };
  const role = `arn:${partition}:iam::${account}:role/zq7`;
  const plain = unsafe
    .filter(([, actions]) => actions.includes('GetObject'))
    .flatMap(([what, actions, facts]) =>
      actions.some((action) => isAllowed(policy, door, { who: role, role, from: facts }, action, 'zq7')) ? [what] : [],
    );
  return [
    ...plain.map((what) => `somebody reads or writes ${what}`),
    ...(decide(request, { identity: [], resource: policy }).verdict === 'allowed'
      ? ['S3 writes logs of buckets of other accounts']
      : []),
  ];
}
