import { type Person, rowOf } from '@atelier/core';
import { arnOf } from '../../src/access/policy-ground.ts';
import { call } from '../../src/journeys/calls/api-call.ts';
import type { Attempt } from './attempt.ts';
import type { Principals } from './principals.ts';

const branches = ['refs/heads/main', 'refs/heads/master'];
const rewriting = [
  'GitPush',
  'DeleteBranch',
  'DeleteFile',
  'PutFile',
  'MergeBranchesByFastForward',
  'MergeBranchesBySquash',
  'MergeBranchesByThreeWay',
];
const beginning = ['CreateBranch', 'CreateCommit'];

const templates = [
  'CreateApprovalRuleTemplate',
  'DeleteApprovalRuleTemplate',
  'UpdateApprovalRuleTemplateContent',
  'UpdateApprovalRuleTemplateName',
];
const rules = [
  'AssociateApprovalRuleTemplateWithRepository',
  'BatchAssociateApprovalRuleTemplateWithRepositories',
  'BatchDisassociateApprovalRuleTemplateFromRepositories',
  'CreatePullRequestApprovalRule',
  'DeletePullRequestApprovalRule',
  'DisassociateApprovalRuleTemplateFromRepository',
  'OverridePullRequestApprovalRules',
  'UpdateDefaultBranch',
  'UpdatePullRequestApprovalRuleContent',
];

/** Around those who must look at a change before it is in main. */
export function changeCode({ ground }: Principals, { role }: Person, project: string): Attempt[] {
  const repository = arnOf(ground, 'codecommit', ground.names.repository(project));
  const onMain = [...rewriting, ...(rowOf('repository.begin').roles.includes(role) ? [] : beginning)];
  return [
    ...onMain.flatMap((verb) =>
      branches.map((branch): Attempt => {
        const context = { 'codecommit:References': branch };
        return [`changes ${branch} unseen`, call(`codecommit:${verb}`, repository, context)];
      }),
    ),
    ...templates.map((verb): Attempt => ['changes who has to look anywhere', call(`codecommit:${verb}`, '*')]),
    ...rules.map((verb): Attempt => ['changes who has to look', call(`codecommit:${verb}`, repository)]),
  ];
}
