import { ExecutionRole, type ExecutionRoleProps } from '@atelier/constructs';
import { PolicyDocument as CdkPolicyDocument } from 'aws-cdk-lib/aws-iam';
import { packedPolicies } from '../access/packed.ts';
import type { PolicyDocument } from '../access/policy.ts';
import { inlineQuota, policySize } from '../access/policy-size.ts';
import { addPolicies } from './add-policies.ts';
import type { Site } from './builder.ts';
import { roleSettings } from './role-settings.ts';

type RoleProps = Pick<ExecutionRoleProps, 'description' | 'services'> & {
  readonly roleName: string;
  /** By name. Those that IAM does not take inside the role together are managed policies beside it, the longest first. */
  readonly policies: Readonly<Record<string, PolicyDocument>>;
};

/** A role that services work with, with all of its policies. */
export function addRole(site: Site, id: string, { policies, ...props }: RoleProps): ExecutionRole {
  const { inline, beside } = placed(Object.entries(policies));
  const role = new ExecutionRole(site.stack, id, {
    ...props,
    inlinePolicies: Object.fromEntries(inline.map(([name, policy]) => [name, CdkPolicyDocument.fromJson(policy)])),
    ...roleSettings(site),
  });
  for (const [name, policy] of beside) {
    addPolicies(site, `${id}-${name}`, packedPolicies(`${props.roleName}-${name}`, policy), [role.roleName]);
  }
  return role;
}

type Named = readonly [name: string, policy: PolicyDocument];

function placed(policies: readonly Named[]): { readonly inline: readonly Named[]; readonly beside: readonly Named[] } {
  const size = policies.reduce((sum, [, policy]) => sum + policySize(policy), 0);
  const [longest] = policies.toSorted(([, a], [, b]) => policySize(b) - policySize(a));
  if (size <= inlineQuota || longest === undefined) return { inline: policies, beside: [] };
  const { inline, beside } = placed(policies.filter((one) => one !== longest));
  return { inline, beside: [longest, ...beside] };
}
