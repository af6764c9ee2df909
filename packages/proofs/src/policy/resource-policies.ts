import type { EvaluatedResource, Value } from '@atelier/cloudformation';
import { isValueMap } from '../at.ts';
import type { Model } from '../model.ts';
import { type PolicyText, readDocument } from './read-policy.ts';

/** Types whose policies are judged by rules of their own, or say nothing of who may come in. */
const judgedElsewhere = /^AWS::(IAM::|SSO::|Organizations::|EC2::VPCEndpoint$)/;

/** Properties that hold a policy of IAM and nothing else, so that what is not one there cannot be read. */
const policyProperties = new Set([
  'AccessPolicies',
  'AccessPolicy',
  'FileSystemPolicy',
  'KeyPolicy',
  'ModelPackageGroupPolicy',
  'NamespaceResourcePolicy',
  'PermissionsPolicyDocument',
  'RegistryPolicy',
  'RepositoryPolicyText',
  'ResourcePolicy',
]);

/** Types whose `Policy` or `PolicyDocument` says who may come in. */
const withPolicy =
  /^AWS::(S3::BucketPolicy|S3::AccessPoint|S3::MultiRegionAccessPointPolicy|S3Express::|S3Outposts::|S3ObjectLambda::AccessPointPolicy|SQS::Queue|SNS::Topic|Logs::ResourcePolicy|ApiGateway::RestApi|DynamoDB::|VpcLattice::AuthPolicy)/;

/** Texts and rules in the form of a policy that speak of data, not of callers. */
const otherLanguages = new Set(['DataProtectionPolicy', 'Rules', 'DefinitionString', 'Definition', 'Body']);

/** All policies that say who may reach a resource, wherever they stand in it. */
export function resourcePolicies({ stacks }: Model): readonly PolicyText[] {
  return stacks.flatMap(({ resources }) => resources.flatMap(policiesOf));
}

function policiesOf(resource: EvaluatedResource): readonly PolicyText[] {
  if (judgedElsewhere.test(resource.type)) return [];
  const before = known.get(resource);
  if (before !== undefined) return before;
  const found = [...policiesIn(resource, resource.properties, 'Properties', '')];
  known.set(resource, found);
  return found;
}

const known = new WeakMap<EvaluatedResource, readonly PolicyText[]>();

/** Deeper than any policy stands. */
const deepest = 12;

function* policiesIn(
  resource: EvaluatedResource,
  value: Value,
  path: string,
  key: string,
  depth = 0,
): Generator<PolicyText> {
  if (otherLanguages.has(key) || depth > deepest) return;
  const document = typeof value === 'string' ? parsed(value) : value;
  if (saysWho(document) || (isPolicyPlace(resource, key) && !holdsPolicy(document))) {
    return yield readDocument(resource, document ?? value, path);
  }
  if (Array.isArray(document)) {
    for (const [index, item] of document.entries())
      yield* policiesIn(resource, item, `${path}[${index}]`, '', depth + 1);
  } else if (isValueMap(document) && typeof value !== 'string') {
    for (const [name, part] of Object.entries(document)) {
      yield* policiesIn(resource, part, `${path}.${name}`, name, depth + 1);
    }
  }
}

function isPolicyPlace({ type }: EvaluatedResource, key: string): boolean {
  return policyProperties.has(key) || ((key === 'Policy' || key === 'PolicyDocument') && withPolicy.test(type));
}

/** `ResourcePolicy: {PolicyDocument: …}`, as tables have it, and switches beside the policy. */
function holdsPolicy(value: Value | undefined): boolean {
  return isValueMap(value) && value.PolicyDocument !== undefined;
}

/** Whether a value is a policy with a statement about who. */
function saysWho(value: Value | undefined): boolean {
  if (!isValueMap(value)) return false;
  const statements = [value.Statement ?? null].flat() as readonly Value[];
  return statements.some((one) => isValueMap(one) && (one.Principal !== undefined || one.NotPrincipal !== undefined));
}

function parsed(text: string): Value | undefined {
  if (!/^\s*\{/.test(text) || !text.includes('Statement')) return undefined;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}
