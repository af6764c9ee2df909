import { createValidatedPolicy, type ValidatedPolicy, validateIdentityPolicy } from '@cloud-copilot/iam-policy';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { RightsPolicy } from '../../src/rights/rights-policy.ts';
import type { IamRequest } from './requests-of.ts';

const account = '123456789012';

/** Whether IAM allows a request to somebody with these policies and no others, or to a role with them under a boundary. */
export async function allows(
  policies: readonly RightsPolicy[],
  { action, resource, tags, context = {} }: IamRequest,
  boundary: readonly RightsPolicy[] = [],
): Promise<boolean> {
  const results = await runSimulation(
    {
      request: {
        principal: `arn:aws:iam::${account}:${boundary.length === 0 ? 'user/somebody' : 'role/acme-studio'}`,
        action,
        resource: { resource, accountId: account },
        contextVariables: {
          ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value])),
          ...context,
        },
      },
      identityPolicies: policies.map((policy) => ({ name: policy.name, policy: validated(policy) })),
      ...(boundary.length === 0
        ? {}
        : { permissionBoundaryPolicies: boundary.map((policy) => ({ name: policy.name, policy: validated(policy) })) }),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(leavesItToIam.test(action) ? { resourcePolicy: openToTheAccount } : {}),
    },
    {},
  );
  if (results.resultType === 'error') throw new Error(`${action} on ${resource}: ${JSON.stringify(results.errors)}`);
  return results.overallResult === 'Allowed';
}

/** Keys and roles have policies of their own that come first; these leave the decision to the account's IAM. */
const leavesItToIam = /^(kms|sts):/;
const openToTheAccount = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: '*', Resource: '*' }],
};

const checked = new WeakMap<RightsPolicy, ValidatedPolicy>();

function validated(policy: RightsPolicy): ValidatedPolicy {
  const known = checked.get(policy) ?? createValidatedPolicy(policy.document, validateIdentityPolicy);
  checked.set(policy, known);
  return known;
}

/** All rights, to see what something else takes away of them. */
export const administrator: RightsPolicy = {
  name: 'AdministratorAccess',
  characters: 0,
  document: {
    Version: '2012-10-17',
    Statement: [{ Sid: 'All', Effect: 'Allow', Action: ['*'], Resource: ['*'] }],
  },
};
