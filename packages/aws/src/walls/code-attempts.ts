import { type Person, rowOf } from '@atelier/core';
import { arnOf, type PolicyGround } from '../access/policy-ground.ts';
import { call } from '../journeys/calls/api-call.ts';
import { type HeldAttempt, heldBy, type Trespass } from './attempt.ts';

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
export function changeCode(ground: PolicyGround, { role }: Person, project: string): readonly HeldAttempt[] {
  const repository = arnOf(ground, 'codecommit', ground.names.repository(project));
  const onMain = [...rewriting, ...(rowOf('repository.begin').roles.includes(role) ? [] : beginning)];
  const unseen = onMain.flatMap((verb) =>
    branches.map((branch): Trespass => {
      const context = { 'codecommit:References': branch };
      return [`changes ${branch} unseen`, call(`codecommit:${verb}`, repository, context)];
    }),
  );
  const around = [
    ...templates.map((verb): Trespass => ['changes who has to look anywhere', call(`codecommit:${verb}`, '*')]),
    ...rules.map((verb): Trespass => ['changes who has to look', call(`codecommit:${verb}`, repository)]),
  ];
  const isHere = ground.workspace.source.kind === 'codecommit';
  return [...(isHere ? heldBy(['limits'], unseen) : []), ...heldBy(['rights', 'limits'], around)];
}
