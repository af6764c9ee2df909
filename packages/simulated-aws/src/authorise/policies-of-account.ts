import { type AskedPolicies, type AskedPolicy, askedPolicy, type IamCaller } from '@atelier/proofs/policy';
import {
  attachedTo,
  inlinePolicies,
  inlinePolicyType,
  managedPolicyType,
  names,
  roleType,
} from '../services/iam/principal.ts';
import type { StoredResource, WireJson } from '../world/resource-store.ts';
import type { World } from '../world/world.ts';

type Document = Parameters<typeof askedPolicy>[1];

const anything = { Effect: 'Allow', Action: '*', Resource: '*' };

/** Policies of AWS that are attached in a rehearsal; of others nothing is known (AWS Managed Policy Reference Guide). */
const ofAws: Readonly<Record<string, Document>> = {
  AdministratorAccess: { Version: '2012-10-17', Statement: [anything] },
  AWSCloudFormationReadOnlyAccess: reading({
    cloudformation: 'Describe* EstimateTemplateCost Get* List* ValidateTemplate Detect*',
  }),
  // Of some hundred services those that the account has.
  ReadOnlyAccess: reading({
    cloudformation: 'Describe* Detect* EstimateTemplateCost Get* List*',
    cloudtrail: 'Describe* Get* List* LookupEvents',
    codecommit: 'BatchGet* Describe* Get* GitPull List*',
    ec2: 'Describe* Get*',
    ecr: 'BatchCheck* BatchGet* Describe* Get* List*',
    elasticfilesystem: 'Describe* ListTagsForResource',
    iam: 'Generate* Get* List* Simulate*',
    kms: 'Describe* Get* List*',
    logs: 'Describe* FilterLogEvents Get* List*',
    'redshift-serverless': 'Get* List*',
    s3: 'DescribeJob Get* List*',
    sagemaker: 'Describe* GetSearchSuggestions List* Search',
    ssm: 'Describe* Get* List*',
    sts: 'GetAccessKeyInfo GetCallerIdentity GetSessionToken',
  }),
};

function reading(actions: Readonly<Record<string, string>>): Document {
  const Action = Object.entries(actions).flatMap(([service, names]) =>
    names.split(' ').map((name) => `${service}:${name}`),
  );
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] };
}

/** What a caller may do by its own policies and within its boundary. */
export function policiesOfCaller(
  { role, kind }: IamCaller,
  world: World,
): Pick<AskedPolicies, 'identity' | 'boundary'> {
  if (kind === 'service' || kind === 'anonymous') return { identity: [] };
  const held = role === null ? undefined : roleWithArn(role, world);
  if (held === undefined)
    return { identity: role === null ? [managed('arn:aws:iam::aws:policy/AdministratorAccess', world)] : [] };
  const boundary = held.properties.PermissionsBoundary;
  const inline = inlinePolicies(held).map(({ PolicyName, PolicyDocument }) => ownPolicy(PolicyName, PolicyDocument));
  const named = world.resources
    .list(inlinePolicyType)
    .filter(({ properties }) => names(properties.Roles, held.id))
    .map(({ properties }) => ownPolicy(properties.PolicyName, properties.PolicyDocument));
  return {
    identity: [...attachedTo(held, world).map((arn) => managed(arn, world)), ...inline, ...named],
    boundary: typeof boundary === 'string' ? managed(boundary, world) : undefined,
  };
}

export function roleWithArn(arn: string, { resources }: World): StoredResource | undefined {
  const [name = ''] = arn.split('/').slice(-1);
  const role = resources.get(roleType, name);
  return role?.attributes.Arn === arn || role?.attributes.Arn === undefined ? role : undefined;
}

/** A policy that is not there, or of which nothing is known, allows nothing. */
function managed(arn: string, { resources }: World): AskedPolicy {
  const document = resources.get(managedPolicyType, arn)?.properties.PolicyDocument ?? ofAws[arn.replace(/^.*\//, '')];
  return document === undefined
    ? { name: arn, statements: [], unread: [], hasVariables: true }
    : askedPolicy(arn, document as Document);
}

function ownPolicy(name: WireJson | undefined, document: WireJson | undefined): AskedPolicy {
  return askedPolicy(String(name), (document ?? {}) as Document);
}
