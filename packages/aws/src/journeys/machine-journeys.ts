import type { Project } from '@atelier/core';
import { arnOf, bucketArn, type PolicyGround } from '../access/policy-ground.ts';
import { registeredModels, servedRequests } from '../access/registered-models.ts';
import type { AskedJourney, JourneyRequest, RoleRequest } from './asked-journey.ts';
import { takeOn } from './assume.ts';
import { type ApiCall, call } from './calls/api-call.ts';
import { apiCallsOf } from './calls/api-calls.ts';
import { containerCalls } from './container-calls.ts';
import { flowCalls } from './flow-calls.ts';
import { keyCalls } from './key-calls.ts';

/** What jobs, model servers, flows, the warehouse and tracking have to be able to do by themselves, project by project. */
export function* machineJourneys(ground: PolicyGround): Generator<AskedJourney> {
  const { workspace } = ground;
  for (const project of workspace.projects) {
    yield* jobJourneys(ground, project);
    if (workspace.bigData.emr !== 'none') yield sparkJourney(ground, project);
    yield servingJourney(ground, project);
    if (project.flows.length > 0) yield flowJourney(ground, project);
    if (project.warehouse !== null) yield* warehouseJourneys(ground, project);
  }
}

type From = RoleRequest['from'];

function requests(role: string, from: From, calls: readonly ApiCall[]): readonly JourneyRequest[] {
  return calls.map((each) => ({ role, session: 'SageMaker', call: each, from }));
}

/** Execution roles of jobs in a VPC (SageMaker guide, "CreateTrainingJob API: Execution Role Permissions"). */
function* jobJourneys(ground: PolicyGround, project: Project): Generator<AskedJourney> {
  const { names } = ground;
  const { name } = project;
  const role = names.jobRole(name);
  const who = `jobs of ${name}`;
  const start = takeOn(ground, role, 'sagemaker.amazonaws.com');
  yield {
    who,
    journey: 'begin: the image, a place in the network, logs, the key of disks',
    requests: [
      start,
      ...requests(role, 'service', [
        ...containerCalls(ground, name),
        ...keyCalls(ground, 'sagemaker', ['CreateGrant', 'DescribeKey']),
      ]),
    ],
    unknown: null,
  };
  const of = (action: Parameters<typeof apiCallsOf>[1]) =>
    apiCallsOf(ground, action, { kind: 'project', project: name });
  const model = arnOf(ground, 'sagemaker', `model-package/${names.modelPackageGroup(name)}/1`);
  const offered = { 'sagemaker:ModelApprovalStatus': 'PendingManualApproval' };
  const artifacts = bucketArn(ground, names.projectBucket(name, 'artifacts'));
  yield {
    who,
    journey: 'work: data, results, settings, experiments, models',
    requests: requests(role, 'space', [
      ...of('data.read'),
      ...keyCalls(ground, 's3', ['Decrypt', 'GenerateDataKey']),
      call('s3:PutObject', `${artifacts}/run-1/model.tar.gz`),
      ...of('settings.read'),
      ...(ground.workspace.tracking.kind === 'none' ? [] : of('tracking.write')),
      call('sagemaker:CreateModelPackage', model, offered),
      // What the container measures goes out through the network it stands in.
      call('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': '/aws/sagemaker/TrainingJobs' }),
    ]),
    unknown: null,
  };
  if (ground.workspace.packages.upstream === 'none') return;
  const install = apiCallsOf(ground, 'package.install', { kind: 'workspace' });
  yield { who, journey: 'install packages', requests: requests(role, 'space', install), unknown: null };
}

/** Workers run in the network, in the role of the job (EMR Serverless guide, "Job runtime roles", "Storing logs"). */
function sparkJourney(ground: PolicyGround, { name }: Project): AskedJourney {
  const { names } = ground;
  const role = names.jobRole(name);
  const artifacts = bucketArn(ground, names.projectBucket(name, 'artifacts'));
  const group = arnOf(ground, 'logs', `log-group:/aws/emr-serverless/${names.sparkApplication}`);
  const work = [
    ...apiCallsOf(ground, 'data.read', { kind: 'project', project: name }),
    call('s3:PutObject', `${artifacts}/run-1/part-0.parquet`),
    ...keyCalls(ground, 's3', ['Decrypt', 'GenerateDataKey']),
    call('logs:DescribeLogGroups', arnOf(ground, 'logs', 'log-group::log-stream:')),
    ...['CreateLogStream', 'DescribeLogStreams', 'PutLogEvents'].map((verb) =>
      call(`logs:${verb}`, `${group}:log-stream:applications/1/jobs/1/SPARK_DRIVER/stdout`),
    ),
  ];
  return {
    who: `Spark jobs of ${name}`,
    journey: 'begin, read data, write results and logs',
    requests: [
      takeOn(ground, role, 'emr-serverless.amazonaws.com', '/applications/1'),
      ...requests(role, 'space', work),
    ],
    unknown: null,
  };
}

function servingJourney(ground: PolicyGround, { name }: Project): AskedJourney {
  const role = ground.names.servingRole(name);
  const model = registeredModels(ground, name).replace('*', '1/model.tar.gz');
  const kept = servedRequests(ground, name).replace('*', '1.jsonl');
  const platform = [...containerCalls(ground, name, 'Endpoints'), ...keyCalls(ground, 'sagemaker', ['CreateGrant'])];
  // Files come and go through the network that the server stands in (SageMaker guide, "Give hosted endpoints access to VPC").
  const files = [call('s3:GetObject', model), call('s3:PutObject', kept)];
  return {
    who: `model servers of ${name}`,
    journey: 'begin and answer',
    requests: [
      takeOn(ground, role, 'sagemaker.amazonaws.com'),
      ...requests(role, 'service', platform),
      ...requests(role, 'space', [...files, ...keyCalls(ground, 's3', ['Decrypt', 'GenerateDataKey'])]),
    ],
    unknown: null,
  };
}

function flowJourney(ground: PolicyGround, project: Project): AskedJourney {
  const role = ground.names.flowRole(project.name);
  return {
    who: `flows of ${project.name}`,
    journey: 'load, train, offer, deploy and tell',
    requests: [
      takeOn(ground, role, 'states.amazonaws.com'),
      ...flowCalls(ground, project).map((each) => ({
        role,
        session: 'SageMaker',
        call: each,
        from: 'service' as const,
      })),
    ],
    unknown: null,
  };
}

/** Files are read by COPY, in the name of the warehouse's role, through the warehouse's own interfaces. */
function* warehouseJourneys(ground: PolicyGround, { name }: Project): Generator<AskedJourney> {
  const role = ground.names.warehouseRole(name);
  const read = apiCallsOf(ground, 'data.read', { kind: 'project', project: name });
  yield {
    who: `warehouse of ${name}`,
    journey: 'copy files in',
    requests: [
      takeOn(ground, role, 'redshift.amazonaws.com'),
      takeOn(ground, role, 'redshift-serverless.amazonaws.com'),
      ...requests(role, 'warehouse', [...read, ...keyCalls(ground, 's3', ['Decrypt'])]),
    ],
    unknown: null,
  };
  const driver = {
    from: 'space',
    to: 'warehouse',
    ports: { from: 5439, to: 5439 },
    what: 'drivers of databases',
  } as const;
  yield {
    who: `notebooks and jobs of ${name}`,
    journey: 'connect to the warehouse',
    requests: [driver],
    unknown: null,
  };
}
