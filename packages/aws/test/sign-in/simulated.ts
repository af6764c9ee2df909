import { createValidatedPolicy, validateIdentityPolicy } from '@cloud-copilot/iam-policy';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { arnOf } from '../../src/access/policy-ground.ts';
import type { TemplatePrincipals } from '../access/policies-of-templates.ts';
import { account, type Principal } from '../access/principals.ts';

type Context = Readonly<Record<string, string>>;

/** Issuer of the tests, and one whose keys the simulator knows: it takes no others. */
const [issuer, knownIssuer] = ['login.example.com/main:', 'accounts.google.com:'];

/** Whether a caller may take on a role, by the role's trust policy alone. */
export function mayTakeOn(trust: object, role: string, caller: string, action: string, context: Context) {
  const known = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value).replaceAll(issuer, knownIssuer));
  return allowed({
    caller,
    action,
    resource: role,
    policies: [],
    trust: known(trust),
    context: { 'aws:PrincipalArn': caller, ...known(context) },
  });
}

/** Whether a role may open Studio as the owner of a profile; a browser's requests and frames are asked the same. */
export function mayOpen({ ground }: TemplatePrincipals, role: Principal, profile: string, from: Context) {
  return may(
    role,
    'sagemaker:CreatePresignedDomainUrl',
    arnOf(ground, 'sagemaker', `user-profile/${ground.ids.domain}/${profile}`),
    from,
  );
}

export function may(role: Principal, action: string, resource: string, context: Context) {
  const tags = Object.entries(role.tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]);
  return allowed({
    caller: role.arn,
    action,
    resource,
    policies: Object.entries(role.policies),
    context: {
      'aws:PrincipalArn': role.arn,
      'aws:ViaAWSService': 'false',
      'aws:PrincipalAccount': account,
      'aws:ResourceAccount': account,
      ...Object.fromEntries(tags),
      ...context,
    },
  });
}

interface Asked {
  readonly caller: string;
  readonly action: string;
  readonly resource: string;
  readonly policies: readonly (readonly [string, object])[];
  readonly trust?: object;
  readonly context: Context;
}

async function allowed({ caller, action, resource, policies, trust, context }: Asked): Promise<boolean> {
  const results = await runSimulation(
    {
      request: {
        principal: caller,
        action,
        resource: { resource, accountId: account },
        contextVariables: { ...context },
      },
      identityPolicies: policies.map(([name, policy]) => ({
        name,
        policy: createValidatedPolicy(policy, validateIdentityPolicy),
      })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(trust === undefined ? {} : { resourcePolicy: trust }),
    },
    {},
  );
  if (results.resultType === 'error') throw new Error(`${action} on ${resource}: ${JSON.stringify(results.errors)}`);
  return results.overallResult === 'Allowed';
}
