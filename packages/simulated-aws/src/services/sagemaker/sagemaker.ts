import type { Service } from '../../service/service.ts';
import { paged } from '../paged.ts';
import { appOperations } from './app-operations.ts';
import { domainOperations } from './domain-operations.ts';
import { jobOperations } from './job-operations.ts';
import { notebookOperations } from './notebook-operations.ts';
import { pipelineOperations } from './pipeline-operations.ts';
import { profileOperations, spaceOperations } from './profile-operations.ts';
import { servingOperations } from './serving-operations.ts';
import { tagOperations } from './tag-operations.ts';
import { trackingOperations } from './tracking-operations.ts';

const operations = {
  ...domainOperations,
  ...profileOperations,
  ...spaceOperations,
  ...appOperations,
  ...trackingOperations,
  ...servingOperations,
  ...jobOperations,
  ...pipelineOperations,
  ...notebookOperations,
  ...tagOperations,
};

const lists = {
  ListApps: 'Apps',
  ListAutoMLJobs: 'AutoMLJobSummaries',
  ListDomains: 'Domains',
  ListEndpointConfigs: 'EndpointConfigs',
  ListEndpoints: 'Endpoints',
  ListHyperParameterTuningJobs: 'HyperParameterTuningJobSummaries',
  ListMlflowApps: 'Summaries',
  ListMlflowTrackingServers: 'TrackingServerSummaries',
  ListModelPackageGroups: 'ModelPackageGroupSummaryList',
  ListModelPackages: 'ModelPackageSummaryList',
  ListModels: 'Models',
  ListMonitoringSchedules: 'MonitoringScheduleSummaries',
  ListNotebookInstances: 'NotebookInstances',
  ListPipelineExecutions: 'PipelineExecutionSummaries',
  ListPipelines: 'PipelineSummaries',
  ListProcessingJobs: 'ProcessingJobSummaries',
  ListSpaces: 'Spaces',
  ListStudioLifecycleConfigs: 'StudioLifecycleConfigs',
  ListTrainingJobs: 'TrainingJobSummaries',
  ListTransformJobs: 'TransformJobSummaries',
  ListUserProfiles: 'UserProfiles',
};

/** Studio, tracking, endpoints and the registry: what there is, and what must go before what. */
export const sagemaker: Service = {
  signingName: 'sagemaker',
  protocol: 'json',
  operations: paged(operations, lists, {
    from: 'NextToken',
    next: 'NextToken',
    most: 'MaxResults',
    refusal: 'ValidationException',
  }),
};
