import { type AskedPolicy, askedPolicy, decide, type IamCaller, requestContext } from '@atelier/proofs/policy';
import type { PolicyGround } from '../access/policy-ground.ts';
import type { ApiCall } from '../journeys/calls/api-call.ts';
import type { PlannedRole } from '../journeys/planned-account.ts';
import type { Half } from './attempt.ts';

/**
 * Whether one half of a role's policies lets a request pass, made from inside of the network: what allows without what
 * refuses, or what refuses beside a policy that allows everything. Policies of things are left out, for they have proofs of
 * their own.
 */
export function passes(ground: PolicyGround, role: PlannedRole, half: Half, call: ApiCall): boolean {
  const { account, partition } = ground.names.place;
  const name = role.arn.slice(role.arn.lastIndexOf('/') + 1);
  const caller: IamCaller = {
    kind: 'session',
    arn: `arn:${partition}:sts::${account}:assumed-role/${name}/SageMaker`,
    role: role.arn,
    account,
  };
  const { action, resource } = call;
  const request = { caller, action, resource, account, context: contextOf(ground, role, call) };
  return decide(request, { identity: halfOf(role, half), resource: opensToIam(call, account) }).verdict === 'allowed';
}

function contextOf({ ids, names }: PolicyGround, { arn, tags }: PlannedRole, { context }: ApiCall) {
  const { account } = names.place;
  const facts = {
    'aws:PrincipalArn': arn,
    'aws:PrincipalAccount': account,
    'aws:PrincipalIsAWSService': 'false',
    'aws:ResourceAccount': account,
    'aws:SecureTransport': 'true',
    'aws:SourceVpc': ids.vpc,
    'aws:ViaAWSService': 'false',
    'aws:userid': 'AROAEXAMPLE:SageMaker',
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
    ...context,
  };
  // An empty list stands for a key that the request does not have.
  return requestContext(Object.fromEntries(Object.entries(facts).filter(([, values]) => values.length > 0)));
}

const everything = askedPolicy('everything', {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

function halfOf({ policies }: PlannedRole, half: Half): readonly AskedPolicy[] {
  const own = policies.map((policy) => partOf(policy, half));
  return half === 'rights' ? own : [...own, everything];
}

/** The same policies are asked again and again, and what they answer is remembered by policy. */
const known: Readonly<Record<Half, WeakMap<AskedPolicy, AskedPolicy>>> = {
  rights: new WeakMap(),
  limits: new WeakMap(),
};

function partOf(policy: AskedPolicy, half: Half): AskedPolicy {
  const before = known[half].get(policy);
  if (before !== undefined) return before;
  const statements = policy.statements.filter(({ allows }) => allows === (half === 'rights'));
  const part = { ...policy, statements };
  known[half].set(policy, part);
  return part;
}

/** Keys and roles have policies of their own that come first; this leaves the decision to the account's policies. */
function opensToIam({ action }: ApiCall, account: string): AskedPolicy | undefined {
  if (!/^(kms|sts):/.test(action)) return undefined;
  return askedPolicy('account', toAccount(account));
}

const documents = new Map<string, ReturnType<typeof documentFor>>();

function toAccount(account: string) {
  const document = documents.get(account) ?? documentFor(account);
  documents.set(account, document);
  return document;
}

function documentFor(account: string) {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: '*', Resource: '*' }],
  };
}
