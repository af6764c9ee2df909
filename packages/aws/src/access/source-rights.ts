import { codeCommitRepository, type Role, rowOf, type SourceHost } from '@atelier/core';
import type { Membership } from './membership.ts';
import { allow, deny, type IamStatement } from './policy.ts';
import { arnOf, type PolicyGround } from './policy-ground.ts';

const read = ['BatchGet*', 'Describe*', 'Get*', 'GitPull', 'List*'];
const push = [
  'CreateBranch',
  'CreateCommit',
  'CreatePullRequest',
  'GitPush',
  'Merge*',
  'Post*',
  'UpdatePullRequestApprovalState',
  'UpdatePullRequestDescription',
  'UpdatePullRequestStatus',
  'UpdatePullRequestTitle',
];

/** The repositories of the own projects. */
export function sourceRights(ground: PolicyGround, { projects, holds }: Membership): IamStatement[] {
  const { source } = ground.workspace;
  if (source.kind === 'none' || !holds('repository.read')) return [];
  const names = projects.map(({ name }) => ground.names.repository(name));
  if (source.kind === 'connection') return [useConnection(source, names, holds('repository.push') ? 'push' : 'read')];
  const calls = holds('repository.push') ? [...read, ...push] : read;
  return [
    allow(
      'Repositories',
      calls.map((call) => `codecommit:${call}`),
      names.map((name) => arnOf(ground, 'codecommit', name)),
    ),
  ];
}

/** Names of a first branch; later ones are the team's affair. */
const mainBranches = ['refs/heads/main', 'refs/heads/master'];

/**
 * Main moves by merging pull requests alone: IAM does not tell a push from one that rewrites history. Whoever may begin
 * a repository makes the first commit through the API, which only ever adds to a branch.
 */
export function mainByReview({ workspace }: PolicyGround, role: Role): IamStatement[] {
  if (workspace.source.kind === 'none') return [];
  const rewrite = ['DeleteBranch', 'DeleteFile', 'GitPush', 'MergeBranches*', 'PutFile'];
  const begin = rowOf('repository.begin').roles.includes(role) ? [] : ['CreateBranch', 'CreateCommit'];
  return [
    deny(
      'MainByReview',
      [...rewrite, ...begin].map((call) => `codecommit:${call}`),
      ['*'],
      { StringEquals: { 'codecommit:References': mainBranches } },
    ),
  ];
}

/** Everybody may read the repository that home folders begin with, where it is one of the account's. */
export function readClonedRepository(ground: PolicyGround): IamStatement[] {
  const repository = codeCommitRepository(ground.workspace.studio.cloneRepository ?? '');
  if (repository === null) return [];
  return [allow('ClonedRepository', ['codecommit:GitPull'], [arnOf(ground, 'codecommit', repository.name)])];
}

type Connection = Extract<SourceHost, { kind: 'connection' }>;

/** Repositories elsewhere, through the connection; the owner is the one of the connection where the file names none. */
function useConnection(
  { arn, owner }: Connection,
  repositories: readonly string[],
  access: 'read' | 'push',
): IamStatement {
  const service = arn.split(':')[2] ?? 'codeconnections';
  const readOnly = { [`${service}:ProviderPermissionsRequired`]: 'read_only' };
  return allow('Repositories', [`${service}:UseConnection`], [arn], {
    StringLike: { [`${service}:FullRepositoryId`]: repositories.map((name) => `${owner ?? '*'}/${name}`) },
    ...(access === 'push' ? {} : { StringEquals: readOnly }),
  });
}
