import { AwsFault, type Members, type Operation } from '../../service/service.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { arnOf, nameOf } from './described.ts';
import { awaited, runsOf, stop } from './runs.ts';

const running = 'InProgress';

interface JobKind {
  /** Such as `TrainingJob`. */
  readonly kind: string;
  /** As its ARN calls it. */
  readonly place: string;
  /** Member of the output of the list. */
  readonly list: string;
  readonly describe?: string;
  /** Members that an answer tells of it beside its state. */
  readonly tells: readonly string[];
}

const kinds: readonly JobKind[] = [
  { kind: 'TrainingJob', place: 'training-job', list: 'TrainingJobSummaries', tells: ['RoleArn', 'VpcConfig'] },
  {
    kind: 'ProcessingJob',
    place: 'processing-job',
    list: 'ProcessingJobSummaries',
    tells: ['RoleArn', 'NetworkConfig'],
  },
  { kind: 'TransformJob', place: 'transform-job', list: 'TransformJobSummaries', tells: ['ModelName'] },
  {
    ...{ kind: 'HyperParameterTuningJob', place: 'hyper-parameter-tuning-job' },
    ...{ list: 'HyperParameterTuningJobSummaries', tells: ['TrainingJobDefinition', 'TrainingJobDefinitions'] },
  },
  {
    ...{ kind: 'AutoMLJob', place: 'automl-job', list: 'AutoMLJobSummaries', describe: 'DescribeAutoMLJobV2' },
    tells: ['RoleArn', 'SecurityConfig'],
  },
];

/** Jobs, which run until they are done or stopped, and are told of afterwards too. */
export const jobOperations: Readonly<Record<string, Operation>> = Object.assign({}, ...kinds.map(operationsOf));

function operationsOf({ kind, place, list, describe = `Describe${kind}`, tells }: JobKind): Record<string, Operation> {
  const type = `AWS::SageMaker::${kind}`;
  const name = `${kind}Name`;
  const outline = (job: StoredResource, world: World): Members => ({
    ...{ [name]: nameOf(job, name), [`${kind}Arn`]: arnOf(world, `${place}/${nameOf(job, name)}`) },
    ...{ [`${kind}Status`]: job.status ?? running, CreationTime: new Date(job.createdMs) },
  });
  const theJob = (input: Members, world: World): StoredResource => {
    const found = runsOf(world, type).find((job) => nameOf(job, name) === input[name]);
    if (found === undefined) throw new AwsFault('ResourceNotFound', 'Requested resource not found.');
    return found;
  };
  return {
    [`List${kind}s`]: ({ StatusEquals: status }, world) => ({
      [list]: runsOf(world, type)
        .filter((job) => status === undefined || (job.status ?? running) === status)
        .map((job) => outline(job, world)),
    }),
    [describe]: (input, world) => {
      const job = awaited(world, theJob(input, world));
      const told = tells.flatMap((member) => {
        const value = job.properties[member];
        return value === undefined ? [] : [[member, value] as const];
      });
      return { ...outline(job, world), ...Object.fromEntries(told) };
    },
    [`Stop${kind}`]: (input, world) => {
      stop(world, theJob(input, world), running);
      return {};
    },
  };
}
