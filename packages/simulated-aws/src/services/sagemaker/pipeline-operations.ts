import { AwsFault, type Members, type Operation } from '../../service/service.ts';
import { present } from '../../world/leaving.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { arnOf, nameOf, notFound, times } from './described.ts';
import { awaited, runsOf, stop } from './runs.ts';

const pipelineType = 'AWS::SageMaker::Pipeline';
const executionType = 'AWS::SageMaker::PipelineExecution';
const running = 'Executing';

const pipelineArn = (world: World, name: unknown) => arnOf(world, `pipeline/${name}`);

function thePipeline({ PipelineName: name }: Members, world: World): StoredResource {
  const found = present(world, pipelineType).find((each) => nameOf(each, 'PipelineName') === name);
  if (found === undefined) throw notFound('Pipeline', pipelineArn(world, name));
  return found;
}

function theExecution({ PipelineExecutionArn: arn }: Members, world: World): StoredResource {
  const found = runsOf(world, executionType).find(({ id }) => id === arn);
  if (found === undefined) throw notFound('PipelineExecution', arn);
  return found;
}

const executionsOf = (world: World, pipeline: unknown) =>
  runsOf(world, executionType).filter(({ properties }) => properties.PipelineName === pipeline);

/** Pipelines, and their executions, which are told of as long as their pipeline is there. */
export const pipelineOperations: Readonly<Record<string, Operation>> = {
  ListPipelines: (_input, world) => ({
    PipelineSummaries: present(world, pipelineType).map((pipeline) => ({
      PipelineName: nameOf(pipeline, 'PipelineName'),
      PipelineArn: pipelineArn(world, nameOf(pipeline, 'PipelineName')),
      ...{ RoleArn: pipeline.properties.RoleArn, ...times(pipeline) },
    })),
  }),
  DeletePipeline: (input, world) => {
    const { type, id } = thePipeline(input, world);
    const executions = executionsOf(world, input.PipelineName);
    if (executions.some(({ status }) => (status ?? running) === running || status === 'Stopping'))
      throw new AwsFault('ConflictException', `The pipeline ${input.PipelineName} has running executions.`);
    for (const each of executions) world.resources.remove(each.type, each.id);
    world.resources.remove(type, id);
    return { PipelineArn: pipelineArn(world, input.PipelineName) };
  },
  ListPipelineExecutions: (input, world) => {
    thePipeline(input, world);
    const found = executionsOf(world, input.PipelineName);
    return {
      PipelineExecutionSummaries: found.map(({ id, status, createdMs }) => ({
        ...{ PipelineExecutionArn: id, PipelineExecutionStatus: status ?? running, StartTime: new Date(createdMs) },
      })),
    };
  },
  DescribePipelineExecution: (input, world) => {
    const { id, status } = awaited(world, theExecution(input, world));
    return { PipelineExecutionArn: id, PipelineExecutionStatus: status ?? running };
  },
  StopPipelineExecution: (input, world) => {
    stop(world, theExecution(input, world), running);
    return { PipelineExecutionArn: input.PipelineExecutionArn };
  },
};
