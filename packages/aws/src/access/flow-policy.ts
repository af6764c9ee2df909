import type { Project } from '@atelier/core';
import { jobsStayInside } from './job-limits.ts';
import { offerModels, readSettings } from './job-policy.ts';
import { endpointKinds, jobKinds, namedThings } from './named-things.ts';
import { keepOurTags, tagWhatIsMade } from './our-tags.ts';
import { useKey } from './packages-and-key.ts';
import { allow, deny, type IamStatement, type PolicyDocument, policyDocument } from './policy.ts';
import { arnOf, type PolicyGround, session } from './policy-ground.ts';
import { ofProjects, passRights } from './project-rights.ts';
import { sparkRights } from './spark-rights.ts';
import { stayWithBuckets } from './storage-rights.ts';

const runJobs = ['ProcessingJob', 'TrainingJob', 'TransformJob'].flatMap((kind) => [
  `Create${kind}`,
  `Describe${kind}`,
  `Stop${kind}`,
]);
const findModels = ['CreateAutoMLJobV2', 'DescribeAutoMLJobV2', 'StopAutoMLJob'];
const serveModels = ['Endpoint', 'EndpointConfig', 'Model'].flatMap((kind) => [
  `Create${kind}`,
  `Delete${kind}`,
  `Describe${kind}`,
]);
const whatIsMade = [...runJobs, ...findModels, ...serveModels].filter((call) => call.startsWith('Create'));
const changeEndpoints = ['AddTags', 'UpdateEndpoint', 'UpdateEndpointWeightsAndCapacities'];

/**
 * Rights of a project's state machines: to run jobs, load the warehouse, offer models, and deploy what was approved. Files are
 * read and written by jobs, model servers and the warehouse in roles of their own (Step Functions guide, "IAM policies for
 * Amazon SageMaker", which names no right to S3).
 */
export function flowPolicy(ground: PolicyGround, project: Project): PolicyDocument {
  const everything = { projects: [project], holds: () => true };
  const prefix = ground.names.projectPrefix(project.name);
  return policyDocument([
    allow(
      'JobsAndEndpoints',
      [...runJobs, ...findModels, ...serveModels, ...changeEndpoints].map((call) => `sagemaker:${call}`),
      namedThings(ground, [...jobKinds, ...endpointKinds, 'automl-job', 'model'], [prefix]),
    ),
    ...offerModels(ground, project),
    ...loadWarehouse(ground, project),
    ...nestedRuns(ground, prefix),
    ...writeLogs(),
    allow('Notices', ['sns:Publish'], [arnOf(ground, 'sns', ground.names.noticeTopic(project.name))]),
    readSettings(ground, project),
    ...sparkRights(ground, everything),
    ...passRights(ground, everything),
    ...serveRegistered(ground, project.name),
    // Notices are encrypted, and SNS asks for the key in the name of whoever publishes.
    ...useKey(ground, ['sns']),
    ...tagWhatIsMade(ground, whatIsMade),
    ...keepOurTags(ground),
    ...jobsStayInside(ground),
    stayWithBuckets(ground, project.buckets),
  ]);
}

/** Behind endpoints are models that nobody else makes, and their servers read what was written once. */
function serveRegistered(ground: PolicyGround, project: string): IamStatement[] {
  const served = arnOf(ground, 'sagemaker', `model/${ground.names.servedPrefix(project)}*`);
  return [
    allow('ServersWorkAs', ['iam:PassRole'], [ground.names.roleArn(ground.names.servingRole(project))], {
      StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' },
    }),
    deny('ServedModels', ['sagemaker:CreateEndpointConfig'], ['*'], {
      ArnNotLike: { 'sagemaker:ModelArn': served },
    }),
  ];
}

function loadWarehouse(ground: PolicyGround, project: Project): IamStatement[] {
  if (project.warehouse === null) return [];
  const data = ['CancelStatement', 'DescribeStatement', 'GetStatementResult'].map((call) => `redshift-data:${call}`);
  return [
    allow(
      'Warehouse',
      ['redshift-data:BatchExecuteStatement', 'redshift-data:ExecuteStatement', 'redshift-serverless:GetCredentials'],
      [arnOf(ground, 'redshift-serverless', 'workgroup/*')],
      ofProjects({ projects: [project] }),
    ),
    allow('OwnQueries', data, ['*'], {
      StringEquals: { 'redshift-data:statement-owner-iam-userid': session },
    }),
  ];
}

/** A step that waits for its end is told of it by rules that Step Functions keeps in the account. */
function nestedRuns(ground: PolicyGround, prefix: string): IamStatement[] {
  return [
    allow('StartSteps', ['states:StartExecution'], [arnOf(ground, 'states', `stateMachine:${prefix}*`)]),
    allow(
      'FollowSteps',
      ['states:DescribeExecution', 'states:StopExecution'],
      [arnOf(ground, 'states', `execution:${prefix}*`)],
    ),
    allow(
      'HearOfEnds',
      ['events:DescribeRule', 'events:PutRule', 'events:PutTargets'],
      [arnOf(ground, 'events', 'rule/StepFunctionsGetEvents*')],
    ),
  ];
}

/** Rights that Step Functions needs to write its own logs; it knows no resources (its documentation). */
function writeLogs(): IamStatement[] {
  const deliveries = [
    'CreateLogDelivery',
    'DeleteLogDelivery',
    'GetLogDelivery',
    'ListLogDeliveries',
    'UpdateLogDelivery',
  ];
  const policies = ['DescribeLogGroups', 'DescribeResourcePolicies', 'PutResourcePolicy'];
  return [
    allow(
      'FlowLogs',
      [...deliveries, ...policies].map((call) => `logs:${call}`),
      ['*'],
    ),
  ];
}
