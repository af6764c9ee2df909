import type { World } from '@atelier/simulated-aws';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { destroy } from '../../src/destroy/destroy.ts';
import { destroyBlockers } from '../../src/destroy/destroy-blockers.ts';
import { destroyPlan } from '../../src/destroy/destroy-plan.ts';
import type { DestroyStep } from '../../src/destroy/destroy-step.ts';
import { carryOut } from '../../src/destroy/perform/carry-out.ts';
import { readDestroyGround } from '../../src/destroy/read-destroy-ground.ts';
import { isSameTeardown } from '../../src/destroy/same-teardown.ts';
import { type AcmeAccount, acmeAccount, put, sleepless, tagsOf } from '../acme-account.ts';

let acme: AcmeAccount;
beforeEach(async () => {
  acme = await acmeAccount();
});
afterEach(() => acme.simulated.close());

const read = () => readDestroyGround(acme.workspace, acme.clients);
const role = (name: string, account = '123456789012') => `arn:aws:iam::${account}:role/${name}`;
const ours = role('acme-jobs-sales-forecasting');

type Properties = Parameters<typeof put>[3];
interface Place {
  readonly Subnets: string[];
  readonly SecurityGroupIds: string[];
}

/** Kinds of what runs, each with how it names its role and its network. */
const kinds: readonly (readonly [kind: string, said: string, at: (RoleArn: string, VpcConfig: Place) => Properties])[] =
  [
    ['TrainingJob', 'training job', (RoleArn, VpcConfig) => ({ RoleArn, VpcConfig: { ...VpcConfig } })],
    [
      'ProcessingJob',
      'processing job',
      (RoleArn, VpcConfig) => ({ RoleArn, NetworkConfig: { VpcConfig: { ...VpcConfig } } }),
    ],
    [
      'HyperParameterTuningJob',
      'tuning job',
      (RoleArn, VpcConfig) => ({ TrainingJobDefinition: { RoleArn, VpcConfig: { ...VpcConfig } } }),
    ],
    ['AutoMLJob', 'AutoML job', (RoleArn, VpcConfig) => ({ RoleArn, SecurityConfig: { VpcConfig: { ...VpcConfig } } })],
    [
      'NotebookInstance',
      'notebook instance',
      (RoleArn, { Subnets, SecurityGroupIds }) => ({ RoleArn, SubnetId: Subnets[0] ?? '', SecurityGroupIds }),
    ],
    ['Pipeline', 'pipeline', (RoleArn) => ({ RoleArn })],
  ];
const elsewhere: Place = { Subnets: ['subnet-elsewhere'], SecurityGroupIds: ['sg-elsewhere'] };

function placed(world: World): Place {
  const of = (kind: string) =>
    world.resources.list(`AWS::EC2::${kind}`).filter(({ stack }) => stack === 'acme-network');
  return {
    Subnets: of('Subnet').map(({ id }) => id),
    SecurityGroupIds: of('SecurityGroup').map(({ id }) => id),
  };
}

const begin = (kind: string, name: string, properties: Properties) =>
  put(acme.simulated.world, `AWS::SageMaker::${kind}`, name, { [`${kind}Name`]: name, ...properties });

/** Names of all that was found to be the workspace's. */
async function found(): Promise<readonly string[]> {
  const { jobs, notebooks, pipelines, schedules } = (await read()).running;
  return [...jobs.map(({ name }) => name), ...notebooks.map(({ name }) => name), ...pipelines, ...schedules];
}

describe.each(kinds)('a %s', (kind, _said, at) => {
  test('is ours by the role that it works as, whatever its name and without a tag', async () => {
    begin(kind, 'Untitled-7', at(ours, elsewhere));
    expect(await found()).toContain('Untitled-7');
  });

  test('is ours by both tags, whatever its role', async () => {
    begin(kind, 'acme--sales--x', { ...at(role('admin'), elsewhere), Tags: tagsOf(acme.simulated.world) });
    expect(await found()).toContain('acme--sales--x');
  });

  const otherId =
    'arn:aws:cloudformation:eu-central-1:123456789012:stack/acme-network/99999999-0000-0000-0000-000000000000';
  const tagged = (id: string | null, workspace = 'acme') => ({
    Tags: [{ Key: 'atelier:workspace', Value: workspace }, ...(id === null ? [] : [{ Key: 'atelier:id', Value: id }])],
  });
  test.each([
    ['works as a role of others', at(role('acme-jobs-sales'), elsewhere)],
    [
      'works as a role of that name in another account',
      at(role('acme-jobs-sales-forecasting', '210987654321'), elsewhere),
    ],
    ['has the tag of the workspace alone', { ...at(role('admin'), elsewhere), ...tagged(null) }],
    ['has the id of another workspace', { ...at(role('admin'), elsewhere), ...tagged(otherId) }],
    [
      'works as our role, and is tagged as of another workspace',
      { ...at(ours, elsewhere), ...tagged(null, 'acme-two') },
    ],
  ])('of others, which %s, is neither said nor touched', async (_what, properties) => {
    const theirs = begin(kind, 'acme--sales--x', properties);
    const ground = await read();
    expect(JSON.stringify(ground)).not.toContain('acme--sales--x');
    const steps = destroyPlan(ground, acme.workspace, { stores: 'delete' });
    await destroy(steps.filter(runs), acme.clients, () => undefined, sleepless());
    expect(acme.simulated.world.resources.get(theirs.type, theirs.id)).toEqual(theirs);
  });
});

const inNetworks = kinds.filter(([kind]) => kind !== 'Pipeline');
test.each(inNetworks)('a %s of others in our network is refused before anything is changed', async (kind, said, at) => {
  const { Subnets, SecurityGroupIds } = placed(acme.simulated.world);
  const places = [
    { ...elsewhere, Subnets },
    { ...elsewhere, SecurityGroupIds },
  ];
  for (const place of places) {
    const { type, id } = begin(kind, 'x', at(role('admin'), place));
    expect(destroyBlockers(await read())).toMatchObject([
      { code: 'NetworkInUse', message: expect.stringContaining(`the ${said} x`) },
    ]);
    acme.simulated.world.resources.remove(type, id);
  }
  expect(destroyBlockers(await read())).toEqual([]);
});

const runs = ({ action }: DestroyStep) => ['jobs', 'notebooks', 'pipelines', 'schedules'].includes(action.kind);

test('a transform job belongs to its model, a schedule to its endpoint, and neither to those of others', async () => {
  begin('TransformJob', 'ours', { ModelName: 'acme--sales-forecasting--daily' });
  begin('TransformJob', 'theirs', { ModelName: 'acme--sales--daily' });
  begin('MonitoringSchedule', 'our-watch', { EndpointName: 'acme--sales-forecasting--daily' });
  begin('MonitoringSchedule', 'their-watch', { EndpointName: 'acme--sales--daily' });
  const names = await found();
  expect(names).toEqual(expect.arrayContaining(['ours', 'our-watch']));
  expect(names.filter((name) => name.startsWith('their'))).toEqual([]);
});

test('a job that is over is not said; what runs is said with its kind, name and since when, before the question', async () => {
  const { world } = acme.simulated;
  world.resources.put({ ...begin('TrainingJob', 'over', { RoleArn: ours }), status: 'Completed' });
  const since = new Date(world.clock.nowMs()).toISOString().slice(0, 16).replace('T', ' ');
  begin('TrainingJob', 'fresh', { RoleArn: ours });
  const steps = destroyPlan(await read(), acme.workspace, { stores: 'keep' });
  const said = steps.find(({ action }) => action.kind === 'jobs')?.what;
  expect(said).toContain(`training job fresh (since ${since} UTC)`);
  expect(said).not.toContain('over');
});

test('all that runs is stopped, and what would begin more is gone', async () => {
  const steps = destroyPlan(await read(), acme.workspace, { stores: 'keep' }).filter(runs);
  await destroy(steps, acme.clients, () => undefined, sleepless());
  expect(await found()).toEqual([]);
  expect(acme.simulated.world.resources.list('AWS::SageMaker::TrainingJob').map(({ status }) => status)).toEqual([
    'Stopped',
  ]);
});

test('a job that ends by itself just before it is stopped stops nothing', async () => {
  const { clients, simulated } = acme;
  const job = begin('TrainingJob', 'ends', { RoleArn: ours });
  clients.sageMaker.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === 'StopTrainingJobCommand') simulated.world.resources.put({ ...job, status: 'Completed' });
        return next(args);
      },
    { step: 'initialize' },
  );
  const jobs = [{ kind: 'training job' as const, name: 'ends', sinceMs: null }];
  expect(await carryOut({ kind: 'jobs', jobs }, clients, sleepless())).toBe(true);
  expect(simulated.calls.filter(({ outcome }) => outcome === 'fault').map(({ action }) => action)).toEqual([
    'StopTrainingJob',
  ]);
});

test('a job that is being stopped is waited for', async () => {
  const { clients, simulated } = acme;
  simulated.world.resources.put({ ...begin('TrainingJob', 'slow', { RoleArn: ours }), status: 'Stopping' });
  const jobs = [{ kind: 'training job' as const, name: 'slow', sinceMs: null }];
  await expect(carryOut({ kind: 'jobs', jobs }, clients, sleepless())).rejects.toMatchObject({
    code: 'AwsTookTooLong',
    message: expect.stringContaining('the training job slow has stopped'),
  });
});

test('a schedule that was made a moment ago is deleted once AWS takes its deletion', async () => {
  const { world } = acme.simulated;
  const made = put(world, 'AWS::SageMaker::MonitoringSchedule', 'new', {
    ...{ MonitoringScheduleName: 'new', Tags: tagsOf(world) },
  });
  world.resources.put({ ...made, status: 'Pending' });
  const steps = destroyPlan(await read(), acme.workspace, { stores: 'keep' });
  const step = steps.filter(({ action }) => action.kind === 'schedules');
  await destroy(step, acme.clients, () => undefined, sleepless());
  expect((await read()).running.schedules).toEqual([]);
});

describe('steps that were shown are those of now', () => {
  const step = (action: DestroyStep['action']): DestroyStep => ({
    id: action.kind,
    action,
    what: '',
    keeps: [],
    awsMinutes: 1,
  });
  const jobs = (...names: string[]) =>
    step({ kind: 'jobs', jobs: names.map((name) => ({ kind: 'training job' as const, name, sinceMs: 1 })) });
  const bucket = step({ kind: 'bucket', bucket: 'a' });
  test.each([
    ['tuning job', 'search', 'search-001-abc', true],
    ['AutoML job', 'auto', 'auto-dpp0-1-abc', true],
    [
      'pipeline execution',
      'arn:aws:sagemaker:eu-central-1:1:pipeline/p/execution/x1y2',
      'pipelines-x1y2-Train-abc',
      true,
    ],
    ['tuning job', 'search', 'searching', false],
    ['pipeline execution', 'arn:aws:sagemaker:eu-central-1:1:pipeline/p/execution/x1y2', 'pipelines-z-Train', false],
    ['training job', 'search', 'search-001-abc', false],
  ] as const)('where a %s that was shown (%s) may have begun %s: %s', (kind, name, child, same) => {
    const shown = step({ kind: 'jobs', jobs: [{ kind, name, sinceMs: 1 }] });
    const now = step({
      ...{
        kind: 'jobs',
        jobs: [
          { kind, name, sinceMs: 1 },
          { kind: 'training job', name: child, sinceMs: 2 },
        ],
      },
    });
    expect(isSameTeardown([now], [shown])).toBe(same);
  });
  test.each([
    ['the same', [jobs('a', 'b'), bucket], true],
    ['a job less', [jobs('b'), bucket], true],
    ['no job any more', [bucket], true],
    ['a job more', [jobs('a', 'b', 'c'), bucket], false],
    ['another job', [jobs('c'), bucket], false],
    ['a bucket less', [jobs('a', 'b')], false],
    ['a bucket more', [jobs('a', 'b'), bucket, step({ kind: 'bucket', bucket: 'b' })], false],
  ])('%s', (_what, now, same) => {
    expect(isSameTeardown(now, [jobs('a', 'b'), bucket])).toBe(same);
  });
});
