import {
  type AutoMLSecurityConfig,
  DescribeAutoMLJobV2Command,
  DescribeHyperParameterTuningJobCommand,
  DescribePipelineExecutionCommand,
  DescribeProcessingJobCommand,
  DescribeTrainingJobCommand,
  DescribeTransformJobCommand,
  paginateListAutoMLJobs,
  paginateListHyperParameterTuningJobs,
  paginateListProcessingJobs,
  paginateListTrainingJobs,
  paginateListTransformJobs,
  type SageMakerClient,
  StopAutoMLJobCommand,
  StopHyperParameterTuningJobCommand,
  StopPipelineExecutionCommand,
  StopProcessingJobCommand,
  StopTrainingJobCommand,
  StopTransformJobCommand,
} from '@aws-sdk/client-sagemaker';
import type { JobKind } from '../destroy/destroy-ground.ts';
import { everyItem } from './every-item.ts';

/** Details that a job gives of itself. */
export interface JobDetails {
  readonly status: string | undefined;
  /** ARNs of the roles that it works as. */
  readonly roles: readonly (string | undefined)[];
  /** Model that it runs instead of a role of its own. */
  readonly model?: string | undefined;
  readonly networks?: readonly (AutoMLSecurityConfig['VpcConfig'] | undefined)[];
}

interface Listed {
  readonly name: string | undefined;
  readonly arn: string | undefined;
  readonly since: Date | undefined;
}

export interface JobCalls {
  describe(name: string, client: SageMakerClient): Promise<JobDetails>;
  stop(name: string, client: SageMakerClient): Promise<unknown>;
}

interface ListedJobCalls extends JobCalls {
  /** Those that run. */
  list(client: SageMakerClient): Promise<readonly Listed[]>;
}

const StatusEquals = 'InProgress' as const;

/** How SageMaker is asked for each kind of job that it lists by itself. */
export const listedJobs: Readonly<Record<Exclude<JobKind, 'pipeline execution'>, ListedJobCalls>> = {
  'training job': {
    list: (client) =>
      everyItem(paginateListTrainingJobs({ client }, { StatusEquals }), ({ TrainingJobSummaries }) =>
        TrainingJobSummaries?.map((each) => ({
          ...{ name: each.TrainingJobName, arn: each.TrainingJobArn, since: each.CreationTime },
        })),
      ),
    describe: async (TrainingJobName, client) => {
      const job = await client.send(new DescribeTrainingJobCommand({ TrainingJobName }));
      return { status: job.TrainingJobStatus, roles: [job.RoleArn], networks: [job.VpcConfig] };
    },
    stop: (TrainingJobName, client) => client.send(new StopTrainingJobCommand({ TrainingJobName })),
  },
  'processing job': {
    list: (client) =>
      everyItem(paginateListProcessingJobs({ client }, { StatusEquals }), ({ ProcessingJobSummaries }) =>
        ProcessingJobSummaries?.map((each) => ({
          ...{ name: each.ProcessingJobName, arn: each.ProcessingJobArn, since: each.CreationTime },
        })),
      ),
    describe: async (ProcessingJobName, client) => {
      const job = await client.send(new DescribeProcessingJobCommand({ ProcessingJobName }));
      return { status: job.ProcessingJobStatus, roles: [job.RoleArn], networks: [job.NetworkConfig?.VpcConfig] };
    },
    stop: (ProcessingJobName, client) => client.send(new StopProcessingJobCommand({ ProcessingJobName })),
  },
  'transform job': {
    list: (client) =>
      everyItem(paginateListTransformJobs({ client }, { StatusEquals }), ({ TransformJobSummaries }) =>
        TransformJobSummaries?.map((each) => ({
          ...{ name: each.TransformJobName, arn: each.TransformJobArn, since: each.CreationTime },
        })),
      ),
    describe: async (TransformJobName, client) => {
      const job = await client.send(new DescribeTransformJobCommand({ TransformJobName }));
      return { status: job.TransformJobStatus, roles: [], model: job.ModelName };
    },
    stop: (TransformJobName, client) => client.send(new StopTransformJobCommand({ TransformJobName })),
  },
  'tuning job': {
    list: (client) =>
      everyItem(
        paginateListHyperParameterTuningJobs({ client }, { StatusEquals }),
        ({ HyperParameterTuningJobSummaries }) =>
          HyperParameterTuningJobSummaries?.map((each) => ({
            ...{
              name: each.HyperParameterTuningJobName,
              arn: each.HyperParameterTuningJobArn,
              since: each.CreationTime,
            },
          })),
      ),
    describe: async (HyperParameterTuningJobName, client) => {
      const job = await client.send(new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName }));
      const definitions = [job.TrainingJobDefinition ?? [], job.TrainingJobDefinitions ?? []].flat();
      return {
        status: job.HyperParameterTuningJobStatus,
        roles: definitions.map(({ RoleArn }) => RoleArn),
        networks: definitions.map(({ VpcConfig }) => VpcConfig),
      };
    },
    stop: (HyperParameterTuningJobName, client) =>
      client.send(new StopHyperParameterTuningJobCommand({ HyperParameterTuningJobName })),
  },
  'AutoML job': {
    list: (client) =>
      everyItem(paginateListAutoMLJobs({ client }, { StatusEquals }), ({ AutoMLJobSummaries }) =>
        AutoMLJobSummaries?.map((each) => ({
          ...{ name: each.AutoMLJobName, arn: each.AutoMLJobArn, since: each.CreationTime },
        })),
      ),
    // It tells of jobs of the first version too.
    describe: async (AutoMLJobName, client) => {
      const job = await client.send(new DescribeAutoMLJobV2Command({ AutoMLJobName }));
      return { status: job.AutoMLJobStatus, roles: [job.RoleArn], networks: [job.SecurityConfig?.VpcConfig] };
    },
    stop: (AutoMLJobName, client) => client.send(new StopAutoMLJobCommand({ AutoMLJobName })),
  },
};

/** How SageMaker is asked for one job of each kind. */
export const jobCalls: Readonly<Record<JobKind, JobCalls>> = {
  ...listedJobs,
  'pipeline execution': {
    describe: async (PipelineExecutionArn, client) => {
      const execution = await client.send(new DescribePipelineExecutionCommand({ PipelineExecutionArn }));
      return { status: execution.PipelineExecutionStatus, roles: [] };
    },
    stop: (PipelineExecutionArn, client) => client.send(new StopPipelineExecutionCommand({ PipelineExecutionArn })),
  },
};
