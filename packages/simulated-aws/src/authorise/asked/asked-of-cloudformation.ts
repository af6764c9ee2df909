import type { RequestContext } from '@atelier/proofs/policy';
import type { Members } from '../../service/service.ts';
import { findStack } from '../../stacks/stack-book.ts';
import type { WireJson } from '../../world/resource-store.ts';
import { type Tag, tagsIn } from '../../world/tags.ts';
import type { World } from '../../world/world.ts';
import { type AskedRight, type AskedRights, factsOf, onEverything, regionalArn } from '../asked-right.ts';

/** Operations about one stack; without a name they are about all (assumed). */
const ofStacks = [
  ...[
    'CancelUpdateStack',
    'ContinueUpdateRollback',
    'CreateChangeSet',
    'CreateStack',
    'DeleteChangeSet',
    'DeleteStack',
  ],
  ...[
    'DescribeChangeSet',
    'DescribeEvents',
    'DescribeStackEvents',
    'DescribeStackResource',
    'DescribeStackResourceDrifts',
  ],
  ...[
    'DescribeStackResources',
    'DescribeStacks',
    'DetectStackDrift',
    'ExecuteChangeSet',
    'GetTemplate',
    'GetTemplateSummary',
  ],
  ...[
    'ListChangeSets',
    'ListStackResources',
    'RollbackStack',
    'SetStackPolicy',
    'UpdateStack',
    'UpdateTerminationProtection',
  ],
];

/** Rights that calls of CloudFormation need, with those to the role that it is to act as and to the template. */
export const askedOfCloudFormation: AskedRights = {
  ...Object.fromEntries(
    ofStacks.map((operation) => [
      operation,
      (input: Members, world: World) => [
        onStack(operation, input, world),
        ...passedRole(input),
        ...template(input, world),
      ],
    ]),
  ),
  ...onEverything('cloudformation', [
    ...['DescribeStackDriftDetectionStatus', 'ListExports', 'ListImports', 'ListStacks', 'ValidateTemplate'],
  ]),
};

function onStack(operation: string, input: Members, world: World): AskedRight {
  const name = stackIn(input);
  const stack = name === undefined ? undefined : findStack(world, name);
  const resource = name?.startsWith('arn:') ? name : regionalArn(world, 'cloudformation', `stack/${name ?? '*'}/*`);
  const facts = { 'cloudformation:RoleArn': input.RoleARN, 'cloudformation:ChangeSetName': changeSetName(input) };
  return {
    action: `cloudformation:${operation}`,
    resource: stack?.id ?? resource,
    tags: tagsIn((stack?.request.tags ?? []) as WireJson),
    gives: (input.Tags ?? []) as readonly Tag[],
    facts: { ...factsOf(facts), ...importedTypes(input) },
  };
}

/** The key is one of several values for a call that imports, and none for every other. */
function importedTypes({ ResourcesToImport: targets }: Members): RequestContext {
  if (!Array.isArray(targets)) return {};
  const types = targets.map(({ ResourceType }: Members) => String(ResourceType));
  return { 'cloudformation:ImportResourceTypes': [...new Set(types)] };
}

function changeSetName({ ChangeSetName: name }: Members): string | undefined {
  return name === undefined ? undefined : String(name).replace(/^arn:[^/]*\/([^/]*)\/.*$/, '$1');
}

/** A change set that is named by its ARN is still one of a stack. */
function stackIn({ StackName, ChangeSetName }: Members): string | undefined {
  if (typeof StackName === 'string' && StackName !== '') return StackName;
  return typeof ChangeSetName === 'string' && ChangeSetName.startsWith('arn:') ? '*' : undefined;
}

function passedRole({ RoleARN }: Members): AskedRight[] {
  if (typeof RoleARN !== 'string') return [];
  return [
    { action: 'iam:PassRole', resource: RoleARN, facts: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
  ];
}

/** CloudFormation reads the template as the caller. */
function template({ TemplateURL }: Members, { partition }: World): AskedRight[] {
  const url = typeof TemplateURL === 'string' ? URL.parse(TemplateURL) : null;
  if (url === null) return [];
  const [, bucket] = /^(.+)\.s3[.-][^/]*amazonaws\.com/.exec(url.hostname) ?? [];
  const path = decodeURIComponent(url.pathname);
  const object = bucket === undefined ? path.slice(1) : `${bucket}${path}`;
  return [{ action: 's3:GetObject', resource: `arn:${partition}:s3:::${object}`, via: 'cloudformation' }];
}
