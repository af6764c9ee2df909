import type { Deliveries } from '@atelier/constructs';
import { type AskedPolicy, askedPolicy, decide, type IamCaller, type RequestContext } from '@atelier/proofs/policy';

/** A store, and whom it should let in from outside. */
export interface StoreDoor {
  readonly arn: string;
  readonly account: string;
  readonly partition: string;
  readonly operators: readonly string[];
  readonly deliveries: Deliveries | undefined;
}

/** Somebody with every right that IAM can give, and where they are. */
interface Asking {
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
  const wrong = (asking: Asking, actions: readonly string[], isMeant: boolean, below = 'zq7/zq7') => {
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
function networkOf({ statements }: AskedPolicy): RequestContext {
  const keys = ['aws:sourcevpce', 'aws:sourcevpc'];
  const found = statements.flatMap(({ conditions }) => conditions).find(({ key }) => keys.includes(key));
  return found?.values[0] === undefined ? {} : { [found.key]: found.values[0] };
}

/** Whether a role of the account with every right uses a key without a service between them. */
export function keyIsOpen(policy: AskedPolicy, partition: string, account: string): boolean {
  const role = `arn:${partition}:iam::${account}:role/zq7`;
  const caller = sessionOf(role);
  const context = { 'aws:principalarn': role, 'aws:principalaccount': account, 'kms:calleraccount': account };
  return ['Decrypt', 'Encrypt', 'GenerateDataKey', 'ReEncryptFrom'].some((action) => {
    const request = {
      caller,
      action: `kms:${action}`,
      resource: `arn:${partition}:kms:zq-1:${account}:key/zq7`,
      account,
    };
    return decide({ ...request, context }, { identity: [everything], resource: policy }).verdict === 'allowed';
  });
}

function sessionOf(role: string): IamCaller {
  const [, partition = '', , , account = ''] = role.split(':');
  const name = role.slice(role.lastIndexOf('/') + 1);
  return { kind: 'session', arn: `arn:${partition}:sts::${account}:assumed-role/${name}/zq7`, role, account };
}

function isAllowed(
  policy: AskedPolicy,
  door: StoreDoor,
  { role, from }: Asking,
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
  const request = { caller, action: `s3:${action}`, resource, account: door.account, context };
  return decide(request, { identity: [everything], resource: policy }).verdict === 'allowed';
}

const everything = askedPolicy('everything', {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});
