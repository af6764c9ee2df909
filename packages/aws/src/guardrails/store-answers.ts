import type { Deliveries } from '@atelier/constructs';
import { type AskedPolicy, askedPolicy, decide, type IamCaller, type RequestContext } from '@atelier/proofs/policy';
import type { DeployLocation } from '../deploy-location.ts';

/** A store, and whom it should let in from outside. */
export interface StoreDoor {
  readonly arn: string;
  readonly account: string;
  readonly partition: string;
  readonly operators: readonly string[];
  readonly deliveries: Deliveries | undefined;
  /** ARN of a role of work, and the folder in which it writes once and deletes nothing; null: there is none. */
  readonly writtenOnce: { readonly role: string; readonly folder: string } | null;
}

/** Somebody with every right that IAM can give, and where they are. */
interface StoreAsking {
  readonly who: string;
  readonly role: string;
  readonly from: RequestContext;
}

const objects = [
  ...['GetObject', 'GetObjectVersion', 'GetObjectAttributes', 'PutObject', 'PutObjectTagging', 'PutObjectAcl'],
  ...['AbortMultipartUpload', 'ListMultipartUploadParts', 'ReplicateObject', 'RestoreObject'],
];
const operating = ['ListBucket', 'ListBucketVersions', 'DeleteObject', 'DeleteObjectVersion'];

/** Sentences on what a bucket's policy answers otherwise than it should. */
export function wrongAnswers(policy: AskedPolicy, door: StoreDoor): readonly string[] {
  const { partition, account, operators, deliveries } = door;
  const role = (of: string, name = 'zq7') => `arn:${partition}:iam::${of}:role/${name}`;
  const outside: RequestContext = { 'aws:viaawsservice': 'false' };
  const through: RequestContext = { 'aws:viaawsservice': 'true' };
  const inside: RequestContext = { ...outside, ...networkOf(policy) };
  const wrong = (asking: StoreAsking, actions: readonly string[], isMeant: boolean, below = 'zq7/zq7') => {
    const given = actions.filter((action) => isAllowed(policy, door, asking, action, below) !== isMeant);
    const verb = isMeant ? 'cannot' : 'can';
    return given.length === 0 ? [] : [`${asking.who} ${verb} call ${given.map((action) => `s3:${action}`).join(', ')}`];
  };
  const stranger = {
    who: 'somebody with every right in the account, from outside',
    role: role(account),
    from: outside,
  };
  const served = { ...stranger, who: 'a service of AWS that acts for a stranger of the account', from: through };
  const foreign = { who: 'another account', role: role('000000000007'), from: inside };
  const folders = deliveries === undefined ? [] : [`${deliveries.folder}/zq7`];
  return [
    ...[stranger, served, foreign].flatMap((one) => [
      ...wrong(one, [...objects, ...operating], false),
      ...folders.flatMap((below) => wrong(one, objects, false, below)),
    ]),
    ...operators.flatMap((operator) => [
      ...[inside, outside, through].flatMap((from) =>
        wrong({ who: `the operator ${operator}`, role: operator, from }, objects, false),
      ),
      ...wrong({ who: `the operator ${operator}`, role: operator, from: outside }, operating, true),
    ]),
    ...sendersAs(deliveries, role).flatMap((sender) => {
      const asking = { who: `the sender ${sender}`, role: sender, from: outside };
      const others = objects.filter((action) => action !== 'PutObject');
      return [
        ...wrong(asking, [...objects, ...operating], false),
        ...folders.flatMap((below) => [
          ...wrong(asking, others, false, below),
          ...wrong(asking, ['PutObject'], true, below),
        ]),
      ];
    }),
  ];
}

/** A role of each sender. */
function sendersAs(deliveries: Deliveries | undefined, role: (account: string) => string): readonly string[] {
  return deliveries === undefined ? [] : [...deliveries.roles, ...deliveries.accounts.map((account) => role(account))];
}

/** The first network that a policy knows; one without any knows none. */
export function networkOf({ statements }: AskedPolicy): RequestContext {
  const keys = ['aws:sourcevpce', 'aws:sourcevpc'];
  const found = statements.flatMap(({ conditions }) => conditions).find(({ key }) => keys.includes(key));
  return found?.values[0] === undefined ? {} : { [found.key]: found.values[0] };
}

/** Whether a role of the account with every right uses a key without a service between them. */
export function keyIsOpen(policy: AskedPolicy, { partition, region, account }: DeployLocation): boolean {
  const role = `arn:${partition}:iam::${account}:role/zq7`;
  const caller = sessionOf(role);
  const facts = { 'aws:principalarn': role, 'aws:principalaccount': account, 'kms:calleraccount': account };
  // As if for a log group, so that a right of the service of logs is not theirs.
  const logs = { 'kms:encryptioncontext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:zq7` };
  const contexts = [facts, { ...facts, ...logs }];
  // A grant that is for no service of AWS hands the key on to whoever it names.
  return ['Decrypt', 'Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'CreateGrant'].some((action) => {
    const request = {
      caller,
      action: `kms:${action}`,
      resource: `arn:${partition}:kms:zq-1:${account}:key/zq7`,
      account,
    };
    return contexts.some(
      (context) => decide({ ...request, context }, { identity: [everything], resource: policy }).verdict === 'allowed',
    );
  });
}

/** Whether the service of logs uses a key for a log group of another account. */
export function opensForLogsOfOthers(policy: AskedPolicy, partition: string, region: string): boolean {
  const service = `logs.${region}.amazonaws.com`;
  const caller: IamCaller = { kind: 'service', arn: service, role: null, account: null };
  const theirs = `arn:${partition}:logs:${region}:000000000007:log-group:zq7`;
  const context = { 'kms:encryptioncontext:aws:logs:arn': theirs, 'aws:principalisawsservice': 'true' };
  const resource = `arn:${partition}:kms:${region}:000000000008:key/zq7`;
  const request = { caller, action: 'kms:Decrypt', resource, account: '000000000008', context };
  return decide(request, { identity: [], resource: policy }).verdict === 'allowed';
}

function sessionOf(role: string): IamCaller {
  const [, partition = '', , , account = ''] = role.split(':');
  const name = role.slice(role.lastIndexOf('/') + 1);
  return { kind: 'session', arn: `arn:${partition}:sts::${account}:assumed-role/${name}/zq7`, role, account };
}

/** Whether somebody with every right gets through to a store by its policy. */
export function isAllowed(
  policy: AskedPolicy,
  door: StoreDoor,
  { role, from }: StoreAsking,
  action: string,
  below: string,
): boolean {
  const caller = sessionOf(role);
  const context = {
    'aws:principalarn': role,
    'aws:principalaccount': caller.account ?? '',
    'aws:principalisawsservice': 'false',
    'aws:securetransport': 'true',
    's3:tlsversion': '1.3',
    's3:if-none-match': '*',
    ...(door.deliveries?.organization === undefined ? {} : { 'aws:principalorgid': door.deliveries.organization }),
    ...from,
  };
  const resource = action.startsWith('ListBucket') ? door.arn : `${door.arn}/${below}`;
  // An empty list stands for a key that the request does not have.
  const facts = Object.fromEntries(Object.entries(context).filter(([, values]) => values.length > 0));
  const request = { caller, action: `s3:${action}`, resource, account: door.account, context: facts };
  return decide(request, { identity: [everything], resource: policy }).verdict === 'allowed';
}

const everything = askedPolicy('everything', {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});
