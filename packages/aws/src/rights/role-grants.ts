import { type EvaluatedResource, evaluate, isMap, own, type StackTemplate } from '@atelier/cloudformation';
import type { Conditions } from '../access/policy.ts';
import type { RightsGround } from './rights-ground.ts';

/** One statement that gives a role of the workspace something. */
export interface RoleGrant {
  readonly actions: readonly string[];
  /** As the templates say them; what only the cloud knows stands in angle brackets. */
  readonly resources: readonly string[];
  readonly condition: Conditions;
}

export interface RoleGrants {
  readonly grants: readonly RoleGrant[];
  /** A resource of the stacks by what stands for its ARN or id in a grant, such as `⟨acme-network/Key.Arn⟩`. */
  readonly resourceOf: (reference: string) => EvaluatedResource | undefined;
}

/**
 * All that the stacks' roles are given, by policies of their own and by managed ones.
 *
 * @throws Error for a policy of AWS, or a statement that gives all but something: what it gives is in no template
 */
export function roleGrants(stacks: readonly StackTemplate[], { names, workspace }: RightsGround): RoleGrants {
  const { partition, account, region } = names.place;
  const resources = evaluate(stacks, { partition, account, region }).flatMap((stack) => stack.resources);
  const ours = names.policyArn(workspace.name);
  for (const arn of resources.flatMap(({ properties }) => listOf(properties.ManagedPolicyArns))) {
    if (!String(arn).startsWith(ours)) throw new Error(`A role has the policy ${arn}, which is not the workspace's.`);
  }
  const byPlace = new Map(resources.map((resource) => [`${resource.stack}/${resource.logicalId}`, resource]));
  return {
    grants: resources.flatMap(documentsOf).flatMap((document) => listOf(document.Statement).flatMap(grantOf)),
    resourceOf: (reference) => byPlace.get(reference.replace(/^⟨|(\.\w+)?⟩$/g, '')),
  };
}

function documentsOf({ type, properties }: EvaluatedResource): readonly Readonly<Record<string, unknown>>[] {
  const inline = listOf(properties.Policies).map((policy) => own(policy, 'PolicyDocument'));
  const documents = type === 'AWS::IAM::Role' ? inline : [properties.PolicyDocument];
  return type === 'AWS::IAM::Role' || type === 'AWS::IAM::ManagedPolicy' ? documents.filter(isMap) : [];
}

function grantOf(statement: unknown): RoleGrant[] {
  if (own(statement, 'Effect') !== 'Allow') return [];
  const [actions, resources] = [own(statement, 'Action'), own(statement, 'Resource')].map((value) =>
    listOf(value).map(String),
  );
  if (!actions?.length || !resources?.length)
    throw new Error(`A role's statement gives all but something: ${JSON.stringify(statement)}`);
  return [{ actions, resources, condition: (own(statement, 'Condition') ?? {}) as Conditions }];
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined || value === null ? [] : [value].flat();
}
