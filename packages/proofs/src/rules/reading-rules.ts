import { scalarText } from '@atelier/cloudformation';
import type { Model } from '../model.ts';
import { attachedArns, holders, inlinePolicies, isHolder, nameOf } from '../policy/identities.ts';
import { heldToNetwork, refusesOtherNetworks } from '../policy/limits.ts';
import { reachOfAwsPolicy } from '../policy/managed-policies.ts';
import { isUndecided } from '../policy/ownership.ts';
import { documentAt } from '../policy/read-policy.ts';
import { resourcePolicies } from '../policy/resource-policies.ts';
import type { Statement, Unread } from '../policy/statement.ts';
import type { Rule, Violation } from '../rule.ts';
import { bucketsFromOutside } from './bucket-rules.ts';
import { untoldStatements } from './endpoint-policy-rules.ts';
import { openToAll, principalsOwnedBy } from './principal-rules.ts';
import { managedPolicies } from './rights-rules.ts';

const policyTypes = ['ManagedPolicy', 'Policy', 'RolePolicy', 'UserPolicy', 'GroupPolicy'].map(
  (name) => `AWS::IAM::${name}`,
);

function unreadPolicies(model: Model): Violation[] {
  const fix = 'Write the policy out, or give the parameters and stacks that it speaks of.';
  return [...unreadTexts(model), ...undecidedRights(model), ...unseenPolicies(model)].map(({ at, path, why }) => ({
    at,
    path,
    message: `The policy of ${at.logicalId} cannot be read here: ${why}. It may allow anything.`,
    fix,
  }));
}

function unreadTexts(model: Model): Unread[] {
  return [
    ...model.ofType(...holders).map(inlinePolicies),
    ...model.ofType('AWS::IAM::Role').map((role) => documentAt(role, 'AssumeRolePolicyDocument')),
    ...model.ofType(...policyTypes, 'AWS::EC2::VPCEndpoint').map((policy) => documentAt(policy, 'PolicyDocument')),
    ...resourcePolicies(model),
  ].flatMap(({ unread }) => unread);
}

/** Rights on something that is a parameter or an import: that may be everything. */
function undecidedRights(model: Model): Unread[] {
  return model.identities.flatMap(({ statements }) =>
    statements
      .filter(({ allows, resources }) => allows && resources.some((text) => isUndecided(text, model)))
      .map(({ at, path }) => ({ at, path, why: 'its Resource is known to the cloud alone' })),
  );
}

/** Policies that are attached by name and are neither AWS's nor in the templates. */
function unseenPolicies(model: Model): Unread[] {
  return model.ofType(...holders).flatMap((holder) =>
    attachedArns(holder)
      .filter((arn) => reachOfAwsPolicy(arn) === undefined && !isPolicy(arn, model))
      .map((arn) => ({
        at: holder,
        path: pathOf(holder.type),
        why: `${nameOfPolicy(arn)} is in none of the templates`,
      })),
  );
}

function isPolicy(arn: Parameters<Model['find']>[0], model: Model): boolean {
  return model.find(arn)?.type === 'AWS::IAM::ManagedPolicy';
}

function pathOf(type: string): string {
  return type === 'AWS::SSO::PermissionSet'
    ? 'Properties.CustomerManagedPolicyReferences'
    : 'Properties.ManagedPolicyArns';
}

function nameOfPolicy(arn: Parameters<Model['find']>[0]): string {
  return scalarText(arn) || 'what is attached to it';
}

function unreviewedPolicies(model: Model): Violation[] {
  return managedPolicies(model, 'unread').map(({ identity, at, path, policy }) => ({
    at,
    path,
    message: `${nameOf(identity)} has ${policy} of AWS, which nobody has read: what it allows is not known.`,
    fix: 'Give it the rights that it needs, one by one.',
  }));
}

function untoldOwners(model: Model): Violation[] {
  const fix = 'Name what is in the templates, or AWS::AccountId.';
  const ofStatements = [
    ...openToAll(model).flatMap(({ statement, held }) => (held === 'untold' ? [statement] : [])),
    ...untoldStatements(model),
    ...untoldNetworks(model),
  ].map(({ at, path }) => ({ at, path }));
  const ofPrincipals = principalsOwnedBy('untold', model).map(({ at, path }) => ({ at, path }));
  const ofBuckets = bucketsFromOutside(model, 'untold').map((at) => ({ at, path: 'BucketPolicy' }));
  return [...ofStatements, ...ofPrincipals, ...ofBuckets].map(({ at, path }) => ({
    at,
    path,
    message: `${at.logicalId} trusts an account, an organization or a network of which nobody can tell here whose it is.`,
    fix,
  }));
}

/** Statements of people that hold them to a network of which nobody can tell whose it is. */
function untoldNetworks(model: Model): Statement[] {
  const statements = model.identities.filter(isHolder).flatMap((identity) => identity.statements);
  return [...new Set(statements)].filter((one) =>
    one.allows ? heldToNetwork(one, model) === 'untold' : refusesOtherNetworks(one, model) === 'untold',
  );
}

export const readingRules: readonly Rule[] = [
  {
    id: 'unread-policy',
    proves: 'Every policy could be read: what cannot be read may allow anything.',
    beyond: '',
    violations: unreadPolicies,
  },
  {
    id: 'unreviewed-policy',
    proves: 'Every policy of AWS that somebody has was read, and found to give no more than it says.',
    beyond: 'What AWS adds to it later.',
    violations: unreviewedPolicies,
  },
  {
    id: 'untold-owner',
    proves: 'Whatever a policy trusts is known to be of the own account, organization or network.',
    beyond: '',
    violations: untoldOwners,
  },
];
