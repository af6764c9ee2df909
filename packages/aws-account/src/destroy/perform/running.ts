import {
  DeleteMonitoringScheduleCommand,
  DeleteNotebookInstanceCommand,
  DeletePipelineCommand,
  DescribeNotebookInstanceCommand,
  paginateListMonitoringSchedules,
  paginateListPipelines,
  type SageMakerClient,
  StopNotebookInstanceCommand,
} from '@aws-sdk/client-sagemaker';
import { everyItem } from '../../read/every-item.ts';
import { jobCalls } from '../../read/job-calls.ts';
import { look, lookServing } from '../../read/look.ts';
import type { JobFound } from '../destroy-ground.ts';
import { waitUntil } from '../waiting.ts';
import type { Perform } from './perform.ts';

const running = ['Executing', 'InProgress'];

/** Jobs are stopped side by side: each takes minutes, as its containers may put something away first. */
export const stopJobs: Perform<'jobs'> = async ({ jobs }, { sageMaker }, waiting) => {
  const ran = await Promise.all(jobs.map((job) => stopJob(job, sageMaker)));
  for (const job of jobs) {
    const isOver = async () => {
      const status = await statusOf(job, sageMaker);
      return status === undefined || ![...running, 'Stopping'].includes(status);
    };
    await waitUntil(isOver, { until: `the ${job.kind} ${job.name} has stopped`, atMostMinutes: 40 }, waiting);
  }
  return ran.some((did) => did);
};

async function stopJob(job: JobFound, client: SageMakerClient): Promise<boolean> {
  const isRunning = async () => running.includes((await statusOf(job, client)) ?? '');
  if (!(await isRunning())) return false;
  // One that ends between the two calls is not stopped any more.
  await jobCalls[job.kind].stop(job.name, client).catch(async (error: unknown) => {
    if (await isRunning()) throw error;
  });
  return true;
}

/** Undefined: it is gone. */
async function statusOf({ kind, name }: JobFound, client: SageMakerClient): Promise<string | undefined> {
  return (await look(jobCalls[kind].describe(name, client)))?.status;
}

/** Their executions have been stopped. */
export const deletePipelines: Perform<'pipelines'> = async ({ pipelines }, { sageMaker }) => {
  const there = await everyItem(paginateListPipelines({ client: sageMaker }, {}), (answer) => answer.PipelineSummaries);
  const left = there.flatMap(({ PipelineName = '' }) => (pipelines.includes(PipelineName) ? PipelineName : []));
  for (const PipelineName of left) await look(sageMaker.send(new DeletePipelineCommand({ PipelineName })));
  return left.length > 0;
};

/** AWS deletes only what is stopped or has failed; all are stopped side by side. */
export const deleteNotebooks: Perform<'notebooks'> = async ({ notebooks }, { sageMaker }, waiting) => {
  const inputs = notebooks.map((NotebookInstanceName) => ({ NotebookInstanceName }));
  const statusNow = async (input: (typeof inputs)[number]) =>
    (await lookServing(sageMaker.send(new DescribeNotebookInstanceCommand(input))))?.NotebookInstanceStatus;
  const before = await Promise.all(inputs.map(statusNow));
  for (const [place, input] of inputs.entries())
    if (before[place] === 'InService') await lookServing(sageMaker.send(new StopNotebookInstanceCommand(input)));
  for (const input of inputs) {
    const isAtRest = async () => ['Stopped', 'Failed', 'Deleting', undefined].includes(await statusNow(input));
    const until = `the notebook instance ${input.NotebookInstanceName} has stopped`;
    await waitUntil(isAtRest, { until, atMostMinutes: 40 }, waiting);
    if (((await statusNow(input)) ?? 'Deleting') !== 'Deleting')
      await lookServing(sageMaker.send(new DeleteNotebookInstanceCommand(input)));
  }
  for (const input of inputs) {
    const isGone = async () => (await statusNow(input)) === undefined;
    const until = `the notebook instance ${input.NotebookInstanceName} is gone`;
    await waitUntil(isGone, { until, atMostMinutes: 40 }, waiting);
  }
  return before.some((status) => status !== undefined);
};

export const deleteSchedules: Perform<'schedules'> = async ({ schedules }, { sageMaker }, waiting) => {
  const read = async () => {
    const there = await everyItem(
      paginateListMonitoringSchedules({ client: sageMaker }, {}),
      (answer) => answer.MonitoringScheduleSummaries,
    );
    return there.flatMap(({ MonitoringScheduleName: name = '' }) => (schedules.includes(name) ? name : []));
  };
  const left = await read();
  const asked = new Set<string>();
  const areGone = async () => {
    for (const name of await read()) if (!asked.has(name) && (await isDeletable(name, sageMaker))) asked.add(name);
    return (await read()).length === 0;
  };
  await waitUntil(areGone, { until: `the schedules ${schedules.join(', ')} are gone`, atMostMinutes: 15 }, waiting);
  return left.length > 0;
};

/** Deletes a schedule; false: it was made or changed a moment ago, and AWS refuses until that is done. */
async function isDeletable(MonitoringScheduleName: string, client: SageMakerClient): Promise<boolean> {
  try {
    await look(client.send(new DeleteMonitoringScheduleCommand({ MonitoringScheduleName })));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationException' && /status Pending/.test(error.message))
      return false;
    throw error;
  }
}
