import type { Project, Workspace } from '@atelier/core';
import { stackNames } from '../layout/stack-names.ts';
import { type Names, namesOf } from '../names.ts';
import type { Account } from './account.ts';

interface Wanted {
  /** Of the workspace's stacks, the one that would make it. */
  readonly stack: string;
  readonly type: string;
  /** Such as `bucket`. */
  readonly kind: string;
  readonly name: string;
}

/**
 * Stores that are there under names that a deployment needs, and whose stacks do not have them, such as
 * `bucket acme-sales-data-123456789012-euc1`: CloudFormation does not take them over.
 */
export function keptStores(account: Account, workspace: Workspace): readonly string[] {
  const there = new Set([
    ...account.buckets.map(({ name }) => `bucket ${name}`),
    ...account.modelGroups.map((name) => `registry ${name}`),
    ...account.retained.map(({ kind, name }) => `${kind} ${name}`),
  ]);
  const hasMade = ({ stack, type }: Wanted) =>
    account.stacks.some(({ name, resources }) => name === stack && resources.some((each) => each.type === type));
  const wanted = wantedStores(account, workspace).filter((store) => !hasMade(store));
  return wanted.map(({ kind, name }) => `${kind} ${name}`).filter((store) => there.has(store));
}

function wantedStores({ account, region }: Account, workspace: Workspace): readonly Wanted[] {
  // Partition and path are parts of ARNs, of which there are none here.
  const names = namesOf(workspace.name, { partition: 'aws', region, account }, '/');
  const stack = stackNames.network(workspace.name);
  return [
    { stack, type: 'AWS::S3::Bucket', kind: 'bucket', name: names.accessLogsBucket },
    ...workspace.projects.flatMap((project) => storesOf(project, names)),
  ];
}

function storesOf({ name: project }: Project, names: Names): readonly Wanted[] {
  const stack = stackNames.project(names.workspace, project);
  const buckets = (['data', 'artifacts', 'sandboxes'] as const).map((use) => names.projectBucket(project, use));
  return [
    ...buckets.map((name) => ({ stack, type: 'AWS::S3::Bucket', kind: 'bucket', name })),
    { stack, type: 'AWS::SageMaker::ModelPackageGroup', kind: 'registry', name: names.modelPackageGroup(project) },
    { stack, type: 'AWS::CodeCommit::Repository', kind: 'repository', name: names.repository(project) },
    { stack, type: 'AWS::RedshiftServerless::Namespace', kind: 'namespace', name: names.warehouse(project) },
  ];
}
