import { AwsFault } from '../service/service.ts';
import { isMap } from '../stacks/template.ts';
import type { JsonMap, WireJson } from '../world/resource-store.ts';
import type { World } from '../world/world.ts';
import { type DocumentKind, findFault } from './find-fault.ts';
import { malformed } from './malformed.ts';
import { principalsOf, statementsOf, textsOf } from './read-document.ts';

type Documents = (properties: JsonMap) => readonly (readonly [DocumentKind, WireJson | undefined])[];

const inPolicies = ({ Policies: policies = [] }: JsonMap) =>
  [policies].flat().map((policy) => ['identity', isMap(policy) ? policy.PolicyDocument : undefined] as const);
const one =
  (kind: DocumentKind, property: string): Documents =>
  (properties) =>
    properties[property] === undefined ? [] : [[kind, properties[property]]];

/** The policy documents in the properties of each type that has any. */
const documentsOf: Readonly<Record<string, Documents>> = {
  'AWS::CodeArtifact::Domain': one('resource', 'PermissionsPolicyDocument'),
  'AWS::CodeArtifact::Repository': one('resource', 'PermissionsPolicyDocument'),
  'AWS::EC2::VPCEndpoint': one('resource', 'PolicyDocument'),
  'AWS::IAM::Group': inPolicies,
  'AWS::IAM::ManagedPolicy': one('identity', 'PolicyDocument'),
  'AWS::IAM::Policy': one('identity', 'PolicyDocument'),
  'AWS::IAM::Role': (properties) => [['trust', properties.AssumeRolePolicyDocument], ...inPolicies(properties)],
  'AWS::IAM::RolePolicy': one('identity', 'PolicyDocument'),
  'AWS::IAM::User': inPolicies,
  'AWS::KMS::Key': one('resource', 'KeyPolicy'),
  'AWS::S3::BucketPolicy': one('resource', 'PolicyDocument'),
  'AWS::SNS::TopicPolicy': one('resource', 'PolicyDocument'),
};

/** @throws AwsFault where a policy document is not well-formed, or lets in somebody who is nobody */
export function checkDocuments(type: string, properties: JsonMap, world: World): void {
  for (const [kind, document] of documentsOf[type]?.(properties) ?? []) {
    const fault = findFault(document, kind);
    if (fault !== null) throw malformed(type, fault);
    if (type !== 'AWS::EC2::VPCEndpoint') checkPrincipals(type, document, world);
  }
  if (type === 'AWS::S3::BucketPolicy') checkBucket(properties);
}

/** A principal is a role, a user or the root of this account that is there, an account, a service, or everybody. */
function checkPrincipals(type: string, document: WireJson | undefined, world: World): void {
  for (const [kind, name] of statementsOf(document).flatMap(principalsOf)) {
    if (kind === 'Federated' && !isFederated(name)) throw malformed(type, { kind: 'federated', text: name });
    if (isSomebody(kind, name, world)) continue;
    throw malformed(type, { kind: 'stranger', text: `"${kind.toUpperCase()}":"${name}"` });
  }
}

function isFederated(name: string): boolean {
  return /^([a-z0-9-]+\.)+[a-z]+$/i.test(name) || provider.test(name);
}

const provider = /^arn:[^:]+:iam::\d{12}:(saml|oidc)-provider\/.+$/;

/** Users quote refusals of providers that are not named well; that IAM looks whether one is there is assumed. */
function isThere(name: string, { resources }: World): boolean {
  if (!provider.test(name)) return true;
  return ['AWS::IAM::SAMLProvider', 'AWS::IAM::OIDCProvider'].some((type) => resources.get(type, name) !== undefined);
}

function isSomebody(kind: string, name: string, world: World): boolean {
  const { account, resources } = world;
  if (name === '*') return kind === 'AWS';
  if (kind === 'Service') return /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(name);
  if (kind === 'Federated') return isThere(name, world);
  if (kind !== 'AWS') return kind === 'CanonicalUser';
  if (/^\d{12}$/.test(name)) return true;
  const [, service, owner, who = ''] = /^arn:[^:]+:(iam|sts)::(\d{12}):([^*?]+)$/.exec(name) ?? [];
  if (service === undefined) return false;
  if (service === 'sts' || owner !== account || who === 'root') return true;
  const there = (type: string) =>
    resources
      .list(type)
      .some(({ id, attributes }) => attributes.Arn === name || who === `${type === role ? 'role' : 'user'}/${id}`);
  return there(role) || there('AWS::IAM::User');
}

const role = 'AWS::IAM::Role';

/** A bucket's policy is about that bucket. */
function checkBucket({ Bucket: bucket, PolicyDocument: document }: JsonMap): void {
  const own = new RegExp(`^(\\*|arn:[^:]+:s3:::${RegExp.escape(String(bucket))}(/.*)?)$`);
  for (const { Resource: resource, NotResource: others, Action: actions } of statementsOf(document)) {
    if (![...textsOf(resource), ...textsOf(others)].every((text) => own.test(text)))
      throw new AwsFault('MalformedPolicy', 'Policy has invalid resource');
    if (!textsOf(actions).every((action) => /^(\*|s3:.+)$/i.test(action)))
      throw new AwsFault('MalformedPolicy', 'Policy has invalid action');
  }
}
