import { createValidatedPolicy, type ValidatedPolicy, validateIdentityPolicy } from '@cloud-copilot/iam-policy';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { PolicyDocument } from '../../src/access/policy.ts';
import type { PolicyGround } from '../../src/access/policy-ground.ts';
import type { ApiCall } from '../../src/journeys/calls/api-call.ts';
import { account, type Principal, type Principals } from './principals.ts';

/** Whether the simulator allows a request of a role, made from inside the workspace's network. */
export async function isAllowed(principals: Principals, principal: Principal, call: ApiCall): Promise<boolean> {
  const beside = principals.beside?.(call) ?? {};
  const resourcePolicy = beside.resource ?? (leavesItToIam.test(call.action) ? openToTheAccount : undefined);
  const identityPolicies = Object.entries(principal.policies).map(([name, policy]) => ({
    name,
    policy: validated(policy),
  }));
  const results = await runSimulation(
    {
      request: {
        principal: principal.arn,
        action: call.action,
        resource: { resource: call.resource, accountId: account },
        contextVariables: present({
          ...surroundings(principals.ground, principal),
          ...beside.context,
          ...mutable(call.context),
        }),
      },
      identityPolicies,
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(resourcePolicy === undefined ? {} : { resourcePolicy }),
      ...(beside.endpoints === undefined
        ? {}
        : { vpcEndpointPolicies: beside.endpoints.map((policy, index) => ({ name: `endpoint ${index}`, policy })) }),
    },
    {},
  );
  if (results.resultType === 'error') {
    throw new Error(`${call.action} on ${call.resource}: ${JSON.stringify(results.errors)}`);
  }
  return results.overallResult === 'Allowed';
}

/** Keys and roles have policies of their own that come first; these leave the decision to the account's IAM. */
const leavesItToIam = /^(kms|sts):/;
const openToTheAccount = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: '*', Resource: '*' }],
};

/** The policy that an administrator attaches in a hurry. */
export const everything: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'Everything', Effect: 'Allow', Action: ['*'], Resource: ['*'] }],
};

const checked = new WeakMap<PolicyDocument, ValidatedPolicy>();

/** Checked once: checking takes far longer than asking. */
function validated(policy: PolicyDocument): ValidatedPolicy {
  const known = checked.get(policy) ?? createValidatedPolicy(policy, validateIdentityPolicy);
  checked.set(policy, known);
  return known;
}

function surroundings(ground: PolicyGround, principal: Principal): Record<string, string> {
  const tags = Object.entries(principal.tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]);
  return {
    'aws:PrincipalArn': principal.arn,
    'aws:SourceVpc': ground.ids.vpc,
    'aws:ViaAWSService': 'false',
    'aws:ResourceAccount': account,
    'aws:userid': 'AROAEXAMPLE:SageMaker',
    ...Object.fromEntries(tags),
  };
}

/** An empty list stands for a key that the request does not have. */
function present<Values extends string | string[]>(context: Record<string, Values>): Record<string, Values> {
  return Object.fromEntries(Object.entries(context).filter(([, values]) => values.length > 0));
}

function mutable(context: ApiCall['context']): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]),
  );
}
