import { expect, test } from 'vitest';
import { allow, deny, judged, oneRole, passed, type RightsCase, role } from './judged.ts';

const toJobs = passed('sagemaker.amazonaws.com');
const own = (rest: string) => ({ 'Fn::Sub': `arn:aws:iam::\${AWS::AccountId}:${rest}` });

const acting: readonly RightsCase[] = [
  [
    'a function made with a role',
    'function-escalation',
    [allow('lambda:CreateFunction'), allow('iam:PassRole', oneRole, toJobs)],
  ],
  [
    'functions changed, the rest refused',
    'function-escalation',
    [
      allow('lambda:UpdateFunctionCode', 'arn:aws:lambda:*:*:function:*'),
      deny('lambda:*', { NotResource: 'arn:aws:lambda:*:*:function:*' }),
    ],
  ],
  ['layers and handlers of functions', 'function-escalation', [allow('lambda:UpdateFunctionConfiguration')]],
  ...[
    'codebuild:StartBuild',
    'codebuild:UpdateProject',
    'glue:UpdateJob',
    'states:UpdateStateMachine',
    'ssm:SendCommand',
    'ssm:StartSession',
    'ecs:RunTask',
    'ecs:ExecuteCommand',
    'sagemaker:CreatePresignedNotebookInstanceUrl',
    'sagemaker:UpdateNotebookInstanceLifecycleConfig',
    'datapipeline:PutPipelineDefinition',
    'elasticmapreduce:AddJobFlowSteps',
    'codestar:CreateProject',
    'ec2-instance-connect:SendSSHPublicKey',
  ].map((action): RightsCase => [action, 'run-as-another', [allow(action)]]),
  ['builds of every project', 'run-as-another', [allow('codebuild:Start*', 'arn:aws:codebuild:*:*:project/*')]],
  [
    'commands on every machine',
    'run-as-another',
    [allow('ssm:Send*', 'arn:aws:ec2:eu-central-1:111122223333:instance/*')],
  ],
  ...(
    [
      ['ec2:RunInstances', 'ec2'],
      ['ecs:RegisterTaskDefinition', 'ecs-tasks'],
      ['codebuild:CreateProject', 'codebuild'],
      ['glue:CreateDevEndpoint', 'glue'],
      ['datapipeline:CreatePipeline', 'datapipeline'],
      ['sagemaker:CreateNotebookInstance', 'sagemaker'],
      ['elasticmapreduce:RunJobFlow', 'elasticmapreduce'],
    ] as const
  ).map(
    ([action, service]): RightsCase => [
      `${action} with a role`,
      'run-as-another',
      [allow(action, 'arn:aws:x:::named/x'), allow('iam:PassRole', oneRole, passed(`${service}.amazonaws.com`))],
    ],
  ),
  ['every role', 'assume-any-role', [allow('sts:AssumeRole')]],
  ['every role of the account', 'assume-any-role', [allow('sts:*', own('role/*'))]],
  [
    'every role, with a tag of the session',
    'assume-any-role',
    [allow('sts:AssumeRole', '*', { Condition: { StringEquals: { 'aws:RequestTag/a': 'b' } } })],
  ],
  ['a role of strangers', 'assume-any-role', [allow('sts:AssumeRole', 'arn:aws:iam::999988887777:role/x')]],
  ...[
    'CreateStack',
    'UpdateStack',
    'CreateChangeSet',
    'ExecuteChangeSet',
    'SetStackPolicy',
    'CreateStackSet',
    'CreateStackInstances',
  ].map((action): RightsCase => [action, 'stack-escalation', [allow(`cloudformation:${action}`)]]),
  ['stacks, by ARN', 'stack-escalation', [allow('cloudformation:UpdateStack', 'arn:aws:cloudformation:*:*:stack/*')]],
  [
    'stacks, by two stars',
    'stack-escalation',
    [allow('cloudformation:Create*', 'arn:aws:cloudformation:eu-central-1:111122223333:stack/*/*')],
  ],
];

test.each(acting)('a role with %s is refuted by %s', async (_, rule, statements) => {
  expect(await judged({ Role: role(...statements) })).toContain(rule);
});
