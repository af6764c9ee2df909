import { expect, test } from 'vitest';
import { makeInterface } from '../../src/kinds/network/network-interfaces.ts';
import { sagemaker } from '../../src/services/sagemaker/sagemaker.ts';
import { newWorld } from '../../src/world/new-world.ts';
import { has } from './has.ts';

function account() {
  const world = newWorld();
  const ask = async (action: string, input: object = {}) =>
    await sagemaker.operations[action]?.(input as Record<string, unknown>, world, { arn: '', accessKeyId: '' });
  return { world, ask };
}

const fault = (code: string) => expect.objectContaining({ code });

test.each([
  ['TrainingJob', 'DescribeTrainingJob', 'TrainingJobSummaries'],
  ['ProcessingJob', 'DescribeProcessingJob', 'ProcessingJobSummaries'],
  ['TransformJob', 'DescribeTransformJob', 'TransformJobSummaries'],
  ['HyperParameterTuningJob', 'DescribeHyperParameterTuningJob', 'HyperParameterTuningJobSummaries'],
  ['AutoMLJob', 'DescribeAutoMLJobV2', 'AutoMLJobSummaries'],
])('a %s takes minutes to stop, lets go of its interface, and is told of afterwards', async (kind, describe, list) => {
  const { world, ask } = account();
  const job = has(world, `AWS::SageMaker::${kind}`, 'a');
  const { id } = makeInterface(world, job, 'subnet-1', [], 'a job');
  const input = { [`${kind}Name`]: 'a' };
  const status = `${kind}Status`;
  expect((await ask(`List${kind}s`, { StatusEquals: 'InProgress' }))?.[list]).toHaveLength(1);
  const begunMs = world.clock.nowMs();
  await ask(`Stop${kind}`, input);
  expect(await ask(`List${kind}s`)).toMatchObject({ [list]: [{ [status]: 'Stopping' }] });
  expect(world.resources.get('AWS::EC2::NetworkInterface', id)?.status).toBe('detaching');
  expect(await ask(describe, input)).toMatchObject({ [status]: 'Stopped' });
  expect(world.clock.nowMs()).toBeGreaterThan(begunMs);
  expect((await ask(`List${kind}s`, { StatusEquals: 'InProgress' }))?.[list]).toEqual([]);
  await expect(ask(`Stop${kind}`, input)).rejects.toEqual(fault('ValidationException'));
  await expect(ask(describe, { [`${kind}Name`]: 'b' })).rejects.toEqual(fault('ResourceNotFound'));
});

test('a pipeline with a running execution is not deleted', async () => {
  const { world, ask } = account();
  has(world, 'AWS::SageMaker::Pipeline', 'nightly');
  has(world, 'AWS::SageMaker::PipelineExecution', 'arn', { PipelineName: 'nightly' });
  await expect(ask('DeletePipeline', { PipelineName: 'nightly' })).rejects.toEqual(fault('ConflictException'));
  await ask('StopPipelineExecution', { PipelineExecutionArn: 'arn' });
  await expect(ask('DeletePipeline', { PipelineName: 'nightly' })).rejects.toEqual(fault('ConflictException'));
  await ask('DescribePipelineExecution', { PipelineExecutionArn: 'arn' });
  await ask('DeletePipeline', { PipelineName: 'nightly' });
  expect(world.resources.list()).toEqual([]);
});

test('a notebook instance is deleted only when it is stopped', async () => {
  const { world, ask } = account();
  has(world, 'AWS::SageMaker::NotebookInstance', 'old');
  const input = { NotebookInstanceName: 'old' };
  await expect(ask('DeleteNotebookInstance', input)).rejects.toThrow(/Status \(InService\) not in/);
  await ask('StopNotebookInstance', input);
  expect(await ask('DescribeNotebookInstance', input)).toMatchObject({ NotebookInstanceStatus: 'Stopped' });
  await ask('DeleteNotebookInstance', input);
  await expect(ask('DescribeNotebookInstance', input)).rejects.toThrow('RecordNotFound');
});
