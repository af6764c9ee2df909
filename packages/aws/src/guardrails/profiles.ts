import type { EvaluatedResource } from '@atelier/cloudformation';
import { personTags } from '../access/person-tags.ts';
import { guardedNames } from './guarded-names.ts';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';
import { valueAt } from './value-at.ts';

/**
 * A profile of Studio works in the role of its own person, which Studio alone takes on, and whose tags say who that is:
 * what somebody may do goes by both.
 */
export function checkProfiles(guarded: Guarded): GuardrailFinding[] {
  const { workspace, evaluated } = guarded;
  const names = guardedNames(guarded);
  if (names === null) return [];
  const all = evaluated.flatMap(({ resources }) => resources);
  const roles = new Map(all.filter(isOf('AWS::IAM::Role')).map((role) => [String(role.properties.RoleName), role]));
  const profiles = all.filter(isOf('AWS::SageMaker::UserProfile'));
  return workspace.people.flatMap((person) => {
    const role = roles.get(names.personRole(person.profile));
    if (role === undefined) return [];
    return [
      ...profiles.flatMap((profile) => wrongRole(profile, role, person.profile)),
      ...wrongTrust(role, person.profile),
      ...wrongTags(role, personTags(person)),
      ...lackedPolicies(role, [names.rolePolicy(person.role), names.limitPolicy(person.role), names.insidePolicy]),
    ];
  });
}

function isOf(wanted: string): (resource: EvaluatedResource) => boolean {
  return ({ type }) => type === wanted;
}

function wrongRole(profile: EvaluatedResource, role: EvaluatedResource, person: string): GuardrailFinding[] {
  const works = String(valueAt(profile.properties, 'UserSettings.ExecutionRole'));
  const isRole = works === `⟨${role.stack}/${role.logicalId}.Arn⟩` || works.endsWith(`/${role.properties.RoleName}`);
  const isOwn = profile.properties.UserProfileName === person;
  if (isRole === isOwn) return [];
  const place = { ...placeOf(profile), path: 'Properties.UserSettings.ExecutionRole' };
  const message = isOwn
    ? `The profile ${person} does not work in the role of ${person}`
    : `The profile ${profile.properties.UserProfileName} works in the role of ${person}`;
  return [failure(place, message, 'Let each profile work in the role of its own person.')];
}

function wrongTrust(role: EvaluatedResource, person: string): GuardrailFinding[] {
  const place = { ...placeOf(role), path: 'Properties.AssumeRolePolicyDocument' };
  const statements = [valueAt(role.properties, 'AssumeRolePolicyDocument.Statement') ?? null].flat();
  const others = statements
    .flatMap((one) => [valueAt(one, 'Principal.Service') ?? null].flat())
    .filter((service) => service !== 'sagemaker.amazonaws.com');
  const message = `${others.join(', ')} may take on the role in which ${person} works: whoever runs something there is ${person}`;
  const isForAnyAccount = statements.some(
    (one) => valueAt(one, 'Condition.StringEquals.aws:SourceAccount') === undefined,
  );
  return [
    ...(others.length === 0 ? [] : [failure(place, message, 'Let Studio alone take it on: sagemaker.amazonaws.com.')]),
    ...(isForAnyAccount
      ? [
          failure(
            place,
            `The role in which ${person} works may be taken on for any account`,
            'Add the condition aws:SourceAccount.',
          ),
        ]
      : []),
  ];
}

/** The three policies of everybody in a role: without one of them nothing refuses what it is there to refuse. */
function lackedPolicies(role: EvaluatedResource, wanted: readonly string[]): GuardrailFinding[] {
  const given = [role.properties.ManagedPolicyArns ?? []].flat().map((arn) => String(arn).split('/').at(-1));
  return wanted
    .filter((name) => !given.includes(name))
    .map((name) =>
      failure(
        { ...placeOf(role), path: 'Properties.ManagedPolicyArns' },
        `This role of a person lacks the policy ${name}`,
        'Attach it.',
      ),
    );
}

function wrongTags(role: EvaluatedResource, wanted: Readonly<Record<string, string>>): GuardrailFinding[] {
  const given = new Map(
    [role.properties.Tags ?? null].flat().map((tag) => [String(valueAt(tag, 'Key')), valueAt(tag, 'Value')]),
  );
  return Object.entries(wanted)
    .filter(([key, value]) => given.get(key) !== value)
    .map(([key, value]) =>
      failure(
        { ...placeOf(role), path: 'Properties.Tags' },
        `The tag ${key} of this role is ${String(given.get(key) ?? 'not given')} and has to be ${value}: rights go by it`,
        `Set ${key} to ${value}.`,
      ),
    );
}

function placeOf({ stack, logicalId }: EvaluatedResource) {
  return { stack, resource: logicalId };
}
