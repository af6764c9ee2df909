import { type EvaluatedResource, type EvaluatedStack, isMap, type Value, type ValueMap } from '@atelier/cloudformation';
import { globMatches } from '@atelier/proofs';
import { openStudio } from '../access/sign-in-policy.ts';
import type { EndpointService } from './endpoint-services.ts';

/**
 * Services whose endpoints calls go through, by a pattern of actions; the first that fits. AWS names a service of its own
 * for each (VPC guide, "AWS services that integrate with AWS PrivateLink").
 */
const ways: readonly (readonly [string, readonly string[]])[] = [
  ['sagemaker:InvokeEndpoint*', ['sagemaker.runtime']],
  // No endpoint of an app is known; the plan says so beside.
  ['sagemaker:CallMlflowAppApi', []],
  ['sagemaker-mlflow:*', ['sagemaker.experiments']],
  ['sagemaker:*', ['sagemaker.api']],
  ['emr-serverless:AccessLivyEndpoints', ['emr-serverless-services.livy']],
  ['codeartifact:ReadFromRepository', ['codeartifact.repositories']],
  ['codeartifact:*', ['codeartifact.api']],
  ['codecommit:Git*', ['git-codecommit']],
  ['codecommit:*', ['codecommit']],
  // Both names of the service answer for either.
  ['codeconnections:*', ['codeconnections.api', 'codestar-connections.api']],
  ['codestar-connections:*', ['codeconnections.api', 'codestar-connections.api']],
  ['ecr:*', ['ecr.api', 'ecr.dkr']],
  ['cloudwatch:*', ['monitoring']],
  // A right to pass a role on is asked by the service that gets it.
  ['iam:PassRole', []],
  ['sts:GetServiceBearerToken', ['sts']],
  // Seen from outside of the network alone; see `beyondIam`.
  ['budgets:ViewBudget', []],
];

/** Used by Studio and by jobs themselves: without any one of them a notebook does not open, or a job does not end. */
const always = 's3 sagemaker.api sagemaker.runtime sts logs monitoring ecr.api ecr.dkr ec2'.split(' ');

const managedPolicy = 'AWS::IAM::ManagedPolicy';

/** Roles whose calls come from the network: those of people, their jobs and model servers. */
const fromTheNetwork = ['sagemaker.amazonaws.com', 'emr-serverless.amazonaws.com'];

/** Services that somebody in the network may call, by the rights that the templates give. */
export function usedServices(stacks: readonly EvaluatedStack[]): ReadonlySet<string> {
  const resources = stacks.flatMap((stack) => stack.resources);
  const actions = resources.flatMap(policiesInside).flatMap(allowedActions);
  const pages = browsersComeIn(resources) ? ['sagemaker.studio'] : [];
  return new Set([...always, ...pages, ...actions.flatMap(servicesOf)]);
}

/** Whether somebody opens Studio in a browser, and a policy asks through which network or by which address inside of one. */
function browsersComeIn(resources: readonly EvaluatedResource[]): boolean {
  const opens = resources.some(({ type, properties }) => {
    const documents = type === 'AWS::IAM::Role' ? listOf(properties.Policies).map(documentOf) : [];
    return documents.flatMap(allowedActions).includes(openStudio);
  });
  return opens && resources.some(({ type, properties }) => type === managedPolicy && asksForNetwork(properties));
}

function asksForNetwork({ PolicyDocument }: EvaluatedResource['properties']): boolean {
  return statementsOf(PolicyDocument).some(
    ({ Effect, Action, Condition }) =>
      Effect === 'Deny' &&
      listOf(Action).includes(openStudio) &&
      /"aws:(SourceVpc|VpcSourceIp)"/.test(JSON.stringify(Condition ?? {})),
  );
}

/** The services that are asked for and somebody may use, and those that somebody may use and nobody has asked for. */
export function servicesInUse(
  asked: readonly EndpointService[],
  used: ReadonlySet<string>,
): readonly EndpointService[] {
  const known = new Set(asked.map(({ service }) => service));
  const others = [...used].filter((service) => !known.has(service));
  const because = 'Rights that the workspace gives are of no use without it.';
  return [
    ...asked.filter(({ service }) => used.has(service)),
    ...others.map((service) => ({ service, kind: 'interface' as const, because, lacksZones: [] })),
  ];
}

/** Services by whose endpoints somebody in the network makes a call; empty: none leads there. */
export function servicesOf(action: string): readonly string[] {
  const way = ways.find(([pattern]) => globMatches(pattern, action));
  return way?.[1] ?? [action.split(':')[0] ?? action];
}

function policiesInside({ type, properties }: EvaluatedResource): readonly Value[] {
  if (type === managedPolicy) return [properties.PolicyDocument ?? null];
  if (type !== 'AWS::IAM::Role') return [];
  const trust = JSON.stringify(properties.AssumeRolePolicyDocument ?? null);
  if (!fromTheNetwork.some((service) => trust.includes(service))) return [];
  return listOf(properties.Policies).map(documentOf);
}

function documentOf(policy: Value): Value {
  return isMap(policy) ? (policy.PolicyDocument ?? null) : null;
}

function allowedActions(document: Value): readonly string[] {
  return statementsOf(document).flatMap(({ Effect, Action }) => (Effect === 'Allow' ? listOf(Action).map(String) : []));
}

function statementsOf(document: Value | undefined): readonly ValueMap[] {
  if (document === undefined || !isMap(document)) return [];
  return listOf(document.Statement).filter((statement): statement is ValueMap => isMap(statement));
}

function listOf(value: Value | undefined): readonly Value[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
