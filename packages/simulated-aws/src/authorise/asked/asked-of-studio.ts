import type { Members } from '../../service/service.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import { type Tag, tagsIn } from '../../world/tags.ts';
import type { World } from '../../world/world.ts';
import { type AskedRight, type AskedRights, onEverything, onOne, regionalArn } from '../asked-right.ts';

type About = Omit<AskedRight, 'action'>;

const lists = [
  ...['Apps', 'AutoMLJobs', 'Domains', 'EndpointConfigs', 'Endpoints', 'HyperParameterTuningJobs', 'MlflowApps'],
  ...[
    'MlflowTrackingServers',
    'ModelPackageGroups',
    'ModelPackages',
    'Models',
    'MonitoringSchedules',
    'NotebookInstances',
  ],
  ...[
    'Pipelines',
    'ProcessingJobs',
    'Spaces',
    'StudioLifecycleConfigs',
    'TrainingJobs',
    'TransformJobs',
    'UserProfiles',
  ],
].map((things) => `List${things}`);

/** Kinds of things in ARNs of SageMaker, by the member that names one and the type in the account. */
const named: readonly (readonly [operations: readonly string[], member: string, kind: string, type: string])[] = [
  [['DeleteEndpoint', 'DescribeEndpoint'], 'EndpointName', 'endpoint', 'Endpoint'],
  [['DeleteEndpointConfig', 'DescribeEndpointConfig'], 'EndpointConfigName', 'endpoint-config', 'EndpointConfig'],
  [['DeleteModel', 'DescribeModel'], 'ModelName', 'model', 'Model'],
  [
    ['DeleteModelPackageGroup', 'DescribeModelPackageGroup'],
    'ModelPackageGroupName',
    'model-package-group',
    'ModelPackageGroup',
  ],
  [
    ['DeleteMlflowTrackingServer', 'DescribeMlflowTrackingServer'],
    'TrackingServerName',
    'mlflow-tracking-server',
    'MlflowTrackingServer',
  ],
  [['DescribeAutoMLJobV2', 'StopAutoMLJob'], 'AutoMLJobName', 'automl-job', 'AutoMLJob'],
  [
    ['DescribeHyperParameterTuningJob', 'StopHyperParameterTuningJob'],
    'HyperParameterTuningJobName',
    'hyper-parameter-tuning-job',
    'HyperParameterTuningJob',
  ],
  [['DescribeProcessingJob', 'StopProcessingJob'], 'ProcessingJobName', 'processing-job', 'ProcessingJob'],
  [['DescribeTrainingJob', 'StopTrainingJob'], 'TrainingJobName', 'training-job', 'TrainingJob'],
  [['DescribeTransformJob', 'StopTransformJob'], 'TransformJobName', 'transform-job', 'TransformJob'],
  [['DeleteMonitoringSchedule'], 'MonitoringScheduleName', 'monitoring-schedule', 'MonitoringSchedule'],
  [
    ['DeleteNotebookInstance', 'DescribeNotebookInstance', 'StopNotebookInstance'],
    'NotebookInstanceName',
    'notebook-instance',
    'NotebookInstance',
  ],
  [['DeletePipeline', 'ListPipelineExecutions'], 'PipelineName', 'pipeline', 'Pipeline'],
];

/** Rights that calls of SageMaker need. */
export const askedOfStudio: AskedRights = {
  ...onEverything('sagemaker', lists),
  ...Object.assign(
    {},
    ...named.map(([operations, member, kind, type]) =>
      onOne('sagemaker', operations, (input, world) =>
        about(world, `${kind}/${input[member]}`, thing(world, type, input[member])),
      ),
    ),
  ),
  ...onOne('sagemaker', ['DeleteDomain', 'DescribeDomain', 'UpdateDomain'], ({ DomainId }, world) =>
    about(world, `domain/${DomainId}`, thing(world, 'Domain', DomainId)),
  ),
  ...onOne(
    'sagemaker',
    ['CreatePresignedDomainUrl', 'DeleteUserProfile', 'DescribeUserProfile', 'UpdateUserProfile'],
    (input, world) => inDomain(world, input, 'user-profile', 'UserProfileName', 'UserProfile'),
  ),
  ...onOne('sagemaker', ['DeleteSpace', 'DescribeSpace', 'UpdateSpace'], (input, world) =>
    inDomain(world, input, 'space', 'SpaceName', 'Space'),
  ),
  ...onOne('sagemaker', ['CreateApp', 'DeleteApp', 'DescribeApp'], app),
  ...onOne('sagemaker', ['DeleteMlflowApp', 'DescribeMlflowApp'], ({ Arn }, world) => byArn(world, Arn)),
  ...onOne('sagemaker', ['DeleteModelPackage', 'DescribeModelPackage'], ({ ModelPackageName }, world) =>
    byArn(world, ModelPackageName),
  ),
  ...onOne(
    'sagemaker',
    ['DescribePipelineExecution', 'StopPipelineExecution'],
    ({ PipelineExecutionArn: arn }, world) => {
      const [, name = ''] = /:pipeline\/([^/]*)/.exec(String(arn)) ?? [];
      return { resource: String(arn), tags: tagsOf(thing(world, 'Pipeline', name)) };
    },
  ),
  ...onOne('sagemaker', ['ListTags'], ({ ResourceArn }, world) => byArn(world, ResourceArn)),
  ...onOne('sagemaker', ['AddTags'], ({ ResourceArn, Tags }, world) => ({
    ...byArn(world, ResourceArn),
    gives: Tags as readonly Tag[],
  })),
  ...onOne('sagemaker', ['DeleteTags'], ({ ResourceArn, TagKeys }, world) => ({
    ...byArn(world, ResourceArn),
    facts: { 'aws:TagKeys': TagKeys as readonly string[] },
  })),
};

function about(world: World, rest: string, found: StoredResource | undefined): About {
  return { resource: regionalArn(world, 'sagemaker', rest), tags: tagsOf(found) };
}

function thing({ resources }: World, type: string, name: unknown): StoredResource | undefined {
  const all = resources.list(`AWS::SageMaker::${type}`);
  return all.find(
    ({ id, properties }) => id === name || properties[`${type}Name`] === name || properties.TrackingServerName === name,
  );
}

function tagsOf(found: StoredResource | undefined): readonly Tag[] {
  return tagsIn(found?.properties.Tags);
}

function byArn({ resources }: World, arn: unknown): About {
  const found = resources
    .list()
    .find(({ id, attributes }) => id === arn || Object.values(attributes).includes(arn as string));
  return { resource: String(arn), tags: tagsOf(found) };
}

function inDomain(world: World, input: Members, kind: string, member: string, type: string): About {
  const found = world.resources
    .list(`AWS::SageMaker::${type}`)
    .find(({ properties }) => properties.DomainId === input.DomainId && properties[member] === input[member]);
  return about(world, `${kind}/${input.DomainId}/${input[member]}`, found);
}

/** An app carries the tags of its domain, of its space or profile, and its own (SageMaker, CreateDomain: `Tags`). */
function app(input: Members, world: World): About {
  const { DomainId, SpaceName, UserProfileName, AppType, AppName } = input;
  const owner =
    SpaceName === undefined
      ? inDomain(world, input, 'user-profile', 'UserProfileName', 'UserProfile')
      : inDomain(world, input, 'space', 'SpaceName', 'Space');
  const rest = `app/${DomainId}/${SpaceName ?? UserProfileName}/${AppType}/${AppName}`;
  const tags = [...tagsOf(thing(world, 'Domain', DomainId)), ...(owner.tags ?? [])];
  return { resource: regionalArn(world, 'sagemaker', rest), tags };
}
