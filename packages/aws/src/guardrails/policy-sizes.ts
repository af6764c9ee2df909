import { type EvaluatedResource, isMap } from '@atelier/cloudformation';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';
import { valueAt } from './value-at.ts';

/** Characters of all inline policies of a role together, white space not counted. */
const mostInline = 10_240;
/** Characters of a managed policy, white space not counted. */
const mostManaged = 6_144;
/** Quota that every account begins with; 25 when asked for. */
const mostAttached = 10;
/** Quota that every account begins with; 8,192 when asked for. */
const mostTrust = 2_048;

const commonNames = 'Name resources by a common beginning or a tag instead of one by one.';
/** Whoever is let past the network is named in full. */
const fewerNames = 'Name fewer operators and senders, or roles with shorter paths.';

const resourcePolicies = [
  { type: 'AWS::S3::BucketPolicy', property: 'PolicyDocument', most: 20_480, fix: fewerNames },
  { type: 'AWS::KMS::Key', property: 'KeyPolicy', most: 32_768, fix: fewerNames },
  { type: 'AWS::EC2::VPCEndpoint', property: 'PolicyDocument', most: 20_480, fix: commonNames },
  { type: 'AWS::SNS::TopicPolicy', property: 'PolicyDocument', most: 30_720, fix: commonNames },
] as const;

/** The inline policies of each role fit into what IAM takes. */
export function checkInlinePolicies(guarded: Guarded): GuardrailFinding[] {
  const sizes = inlineSizes(guarded);
  return resourcesOf(guarded, 'AWS::IAM::Role').flatMap((role) => {
    const size = sizes.get(roleKey(role)) ?? 0;
    if (size <= mostInline) return [];
    const message = `The inline policies of this role have ${size} characters; IAM takes ${mostInline}`;
    return [
      failure(
        placeOf(role, 'Policies'),
        message,
        'Have the person in fewer projects, or move rights into a managed policy.',
      ),
    ];
  });
}

/** Managed policies fit into what IAM takes, and no role has more of them than it may have. */
export function checkManagedPolicies(guarded: Guarded): GuardrailFinding[] {
  const attached = new Map<string, number>();
  const keyOf = roleKeys(guarded);
  const policies = resourcesOf(guarded, 'AWS::IAM::ManagedPolicy');
  for (const role of policies.flatMap(rolesOf).map(keyOf)) attached.set(role, (attached.get(role) ?? 0) + 1);
  const large = policies.flatMap((policy) => {
    const size = policySize(policy.properties.PolicyDocument);
    if (size <= mostManaged) return [];
    const message = `The policy has ${size} characters; IAM takes ${mostManaged}`;
    return [failure(placeOf(policy, 'PolicyDocument'), message, 'Split it, or name resources by a common beginning.')];
  });
  const many = resourcesOf(guarded, 'AWS::IAM::Role').flatMap((role) => {
    const own = role.properties.ManagedPolicyArns;
    const count = (Array.isArray(own) ? own.length : 0) + (attached.get(roleKey(role)) ?? 0);
    if (count <= mostAttached) return [];
    const message = `The role has ${count} managed policies; IAM takes ${mostAttached}`;
    return [failure(placeOf(role, 'ManagedPolicyArns'), message, 'Put what belongs together into one policy.')];
  });
  return [...large, ...many];
}

/** The trust of each role fits into what IAM takes. */
export function checkTrustPolicies(guarded: Guarded): GuardrailFinding[] {
  return resourcesOf(guarded, 'AWS::IAM::Role').flatMap((role) => {
    const size = policySize(role.properties.AssumeRolePolicyDocument);
    if (size <= mostTrust) return [];
    const message = `The trust policy has ${size} characters; IAM takes ${mostTrust}`;
    return [failure(placeOf(role, 'AssumeRolePolicyDocument'), message, 'Trust fewer principals, or a tag of them.')];
  });
}

/** Policies of buckets, keys, endpoints and topics fit into what their services take; white space counts. */
export function checkResourcePolicies(guarded: Guarded): GuardrailFinding[] {
  return resourcePolicies.flatMap(({ type, property, most, fix }) =>
    resourcesOf(guarded, type).flatMap((resource) => {
      const policy = resource.properties[property];
      const size = policy === undefined ? 0 : knownLength(JSON.stringify(policy));
      if (size <= most) return [];
      const message = `The policy of this ${type} has ${size} characters; accepted are ${most}`;
      return [failure(placeOf(resource, property), message, fix)];
    }),
  );
}

function inlineSizes(guarded: Guarded): Map<string, number> {
  const sizes = new Map<string, number>();
  const keyOf = roleKeys(guarded);
  const add = (role: string, document: unknown) => sizes.set(role, (sizes.get(role) ?? 0) + policySize(document));
  for (const role of resourcesOf(guarded, 'AWS::IAM::Role')) {
    const policies = role.properties.Policies;
    for (const policy of Array.isArray(policies) ? policies : []) add(roleKey(role), valueAt(policy, 'PolicyDocument'));
  }
  for (const policy of resourcesOf(guarded, 'AWS::IAM::Policy')) {
    for (const role of rolesOf(policy)) add(keyOf(role), policy.properties.PolicyDocument);
  }
  for (const policy of resourcesOf(guarded, 'AWS::IAM::RolePolicy')) {
    add(keyOf(String(policy.properties.RoleName)), policy.properties.PolicyDocument);
  }
  return sizes;
}

function resourcesOf({ evaluated }: Guarded, type: string): EvaluatedResource[] {
  return evaluated.flatMap(({ resources }) => resources.filter((each) => each.type === type));
}

/** A role as a Ref to it is worked out. */
function roleKey({ stack, logicalId }: EvaluatedResource): string {
  return `⟨${stack}/${logicalId}⟩`;
}

/** Policies speak of a role by a Ref to it or by its name. */
function roleKeys(guarded: Guarded): (role: string) => string {
  const byName = new Map(
    resourcesOf(guarded, 'AWS::IAM::Role').map((role) => [role.properties.RoleName, roleKey(role)]),
  );
  return (role) => byName.get(role) ?? role;
}

function rolesOf(policy: EvaluatedResource): string[] {
  const roles = policy.properties.Roles;
  return Array.isArray(roles) ? roles.map(String) : [];
}

function policySize(document: unknown): number {
  return isMap(document) ? knownLength(JSON.stringify(document).replace(/\s/g, '')) : 0;
}

/** Ids that only the cloud knows, as long as AWS makes them: `subnet-` and 17 digits; an ARN is that of a key. */
function knownLength(text: string): number {
  return text.replace(/⟨[^⟩]*⟩/g, (id) => 'x'.repeat(id.endsWith('Arn⟩') ? 80 : 24)).length;
}

function placeOf({ stack, logicalId }: EvaluatedResource, property: string) {
  return { stack, resource: logicalId, path: `Properties.${property}` };
}
