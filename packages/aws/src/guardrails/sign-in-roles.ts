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
    ...roles
      .filter((role) => expected.has(String(role.properties.RoleName)))
      .flatMap((role) => attachedTo(role, evaluated)),
    ...evaluated
      .flatMap(({ resources }) => resources)
      .flatMap((resource) => [
        ...wrongPlace(resource, workspace),
        ...wrongMethod(resource, workspace),
        ...wrongUser(resource, workspace),
      ]),
  ];
}

function wrongMethod({ type, stack, logicalId, properties }: EvaluatedResource, { signIn }: Workspace) {
  const wanted = signIn.method === 'sso' ? 'SSO' : 'IAM';
  if (type !== 'AWS::SageMaker::Domain' || properties.AuthMode === wanted) return [];
  const place = { stack, resource: logicalId, path: 'Properties.AuthMode' };
  const message = `People sign in to this domain by ${String(properties.AuthMode)}, and the file says ${signIn.method}`;
  return [failure(place, message, `Set AuthMode to ${wanted}.`)];
}

/** A user of Identity Center is told where people sign in by it, and AWS takes none elsewhere (API reference of CreateUserProfile). */
function wrongUser({ type, stack, logicalId, properties }: EvaluatedResource, { signIn }: Workspace) {
  if (type !== 'AWS::SageMaker::UserProfile' || signIn.method === 'sso') return [];
  return ['SingleSignOnUserIdentifier', 'SingleSignOnUserValue'].flatMap((name) =>
    properties[name] === undefined
      ? []
      : [
          failure(
            { stack, resource: logicalId, path: `Properties.${name}` },
            `This profile names a user of Identity Center, and the file signs in by ${signIn.method}: AWS refuses it`,
            `Remove ${name}.`,
          ),
        ],
  );
}

const policyTypes = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::ManagedPolicy'];

/** Policies that name a sign-in role themselves: what a role does stands in the role. */
function attachedTo(role: EvaluatedResource, evaluated: Guarded['evaluated']): GuardrailFinding[] {
  const names = [String(role.properties.RoleName), `⟨${role.stack}/${role.logicalId}⟩`];
  return evaluated
    .flatMap(({ resources }) => resources)
    .filter(({ type, properties: { Roles, RoleName } }) => {
      return (
        policyTypes.includes(type) && [Roles ?? [], RoleName ?? []].flat().some((one) => names.includes(String(one)))
      );
    })
    .map(({ stack, logicalId }) =>
      failure(
        { stack, resource: logicalId },
        `This policy gives more to ${names[0]}, in which somebody signs in`,
        'Remove it: a sign-in role opens Studio and does nothing else.',
      ),
    );
}

/** The places that a policy of everybody names are those of the file; that it names the network, the proof says. */
function wrongPlace(
  { type, stack, logicalId, properties }: EvaluatedResource,
  { name, network: { access } }: Workspace,
) {
  const of = [`${name}-signin`, `${name}-inside`];
  if (type !== 'AWS::IAM::ManagedPolicy' || !of.includes(String(properties.ManagedPolicyName))) return [];
  const wanted = access.kind === 'ranges' ? [...access.outside, ...access.inside] : [];
  const given = statementsOf(properties.PolicyDocument)
    .flatMap(({ Condition }) => Object.values(Condition ?? {}) as ValueMap[])
    .flatMap((tests) => [tests['aws:SourceIp'] ?? [], tests['aws:VpcSourceIp'] ?? []].flat().map(String));
  const others = [...new Set(given)].filter((range) => !wanted.includes(range));
  if (others.length === 0) return [];
  const message = `Studio opens from ${others.join(', ')}, and network.access does not say so`;
  return [failure({ stack, resource: logicalId }, message, 'Remove it, or write it into network.access.')];
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
    const message = `The role in which ${person.name} signs in does something else than open the profile ${person.profile}`;
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
  const [first, second] = statements;
  if (first === undefined || second !== undefined) return false;
  // The domain is the one that the templates make, whose id only the cloud knows.
  const inDomain = /:user-profile\/⟨[^⟨⟩]*DomainId⟩\/([^/*?]+)$/;
  const isOfProfile = [first.Resource].flat().every((arn) => inDomain.exec(String(arn))?.[1] === profile);
  return first.Effect === 'Allow' && isDeepStrictEqual([first.Action].flat(), [openStudio]) && isOfProfile;
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
