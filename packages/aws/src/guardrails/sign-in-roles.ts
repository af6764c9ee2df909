import { isDeepStrictEqual } from 'node:util';
import type { EvaluatedResource, Value, ValueMap } from '@atelier/cloudformation';
import type { Person, Workspace } from '@atelier/core';
import { openStudio } from '../access/sign-in-policy.ts';
import { signInTrust } from '../access/sign-in-trust.ts';
import { namesOf } from '../names.ts';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';

/**
 * Nobody but services of AWS takes on a role, apart from the sign-in roles: each is one person's, and opens Studio as that
 * person, from where the file lets it.
 */
export function checkSignInRoles({ evaluated, workspace, account }: Guarded): GuardrailFinding[] {
  const roles = evaluated.flatMap(({ resources }) => resources.filter(({ type }) => type === 'AWS::IAM::Role'));
  const expected = expectedRoles(workspace, account);
  const found = new Set(roles.map(({ properties }) => String(properties.RoleName)));
  const missing = [...expected].filter(([name]) => !found.has(name));
  return [
    ...missing.map(([, { person }]) =>
      failure({}, `Nobody can open Studio as ${person.name}: the sign-in role is missing`, 'Make the templates anew.'),
    ),
    ...roles
      .filter((role) => !isOfServices(role))
      .flatMap((role) => wrongIn(role, expected.get(String(role.properties.RoleName)))),
  ];
}

interface Expected {
  readonly person: Person;
  readonly trust: object;
  readonly attached: readonly string[];
}

function expectedRoles(workspace: Workspace, account: string | undefined): ReadonlyMap<string, Expected> {
  const { aws, people, network, signIn } = workspace;
  const { provider } = signIn;
  if (aws === null || provider === null) return new Map();
  const place = { partition: 'aws', region: aws.region, account: account ?? '' };
  const names = namesOf(workspace.name, place, aws.iam.rolePath);
  const attached = network.access.kind === 'anywhere' ? [] : [names.placePolicy];
  return new Map(
    people.map((person) => {
      const trust = signInTrust(provider, person, place);
      return [names.signInRole(person.profile), { person, trust, attached }];
    }),
  );
}

function isOfServices({ properties }: EvaluatedResource): boolean {
  return statementsOf(properties.AssumeRolePolicyDocument).every(({ Principal }) => {
    return (
      typeof Principal === 'object' && Principal !== null && isDeepStrictEqual(Object.keys(Principal), ['Service'])
    );
  });
}

function wrongIn({ stack, logicalId, properties }: EvaluatedResource, expected: Expected | undefined) {
  const place = { stack, resource: logicalId };
  const fix = 'Let it be taken on by services alone; people sign in by signIn.provider.';
  if (expected === undefined) return [failure(place, 'Something else than a service of AWS takes on this role', fix)];
  const { person, trust, attached } = expected;
  const findings: GuardrailFinding[] = [];
  if (!isDeepStrictEqual(withoutAccount(properties.AssumeRolePolicyDocument), withoutAccount(trust))) {
    findings.push(failure(place, `Others than ${person.name} take on the role in which ${person.name} signs in`, fix));
  }
  if (!opensOneProfile(properties.Policies, person.profile)) {
    const message = `The role in which ${person.name} signs in does more than open the profile ${person.profile}`;
    findings.push(failure(place, message, `Let it call ${openStudio} on that profile alone.`));
  }
  const policies = (Array.isArray(properties.ManagedPolicyArns) ? properties.ManagedPolicyArns : []).map(nameOf);
  if (!isDeepStrictEqual(policies, attached)) {
    const message = `The role in which ${person.name} signs in has the policies ${policies.join(', ') || 'of nobody'}`;
    findings.push(failure(place, message, `Attach ${attached.join(', ') || 'none'}, by which network.access holds.`));
  }
  return findings;
}

function opensOneProfile(policies: Value | undefined, profile: string): boolean {
  const statements = (Array.isArray(policies) ? policies : []).flatMap((policy) =>
    typeof policy === 'object' && policy !== null && !Array.isArray(policy)
      ? statementsOf(policy.PolicyDocument)
      : [{}],
  );
  return statements.every(({ Effect, Action, Resource }) => {
    const isOfProfile = [Resource].flat().every((arn) => /^[^*?]*$/.test(String(arn)) && nameOf(arn) === profile);
    return Effect === 'Allow' && isDeepStrictEqual([Action].flat(), [openStudio]) && isOfProfile;
  });
}

/** A document that is not understood is one statement that says nothing. */
function statementsOf(document: Value | undefined): readonly ValueMap[] {
  const statement = (document as ValueMap | undefined)?.Statement;
  return statement === undefined ? [{}] : ([statement].flat() as readonly ValueMap[]);
}

function nameOf(arn: Value | undefined): string {
  return String(arn).split('/').at(-1) ?? '';
}

/** The account may be one of the file's, one that is asked for, or not yet known. */
function withoutAccount(document: unknown): unknown {
  return JSON.parse(JSON.stringify(document).replace(/(arn:)[^:]*(:iam::)[^:]*:/g, '$1$2:'));
}
