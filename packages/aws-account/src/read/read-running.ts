import {
  DescribeNotebookInstanceCommand,
  type NotebookInstanceSummary,
  paginateListMonitoringSchedules,
  paginateListNotebookInstances,
  paginateListPipelineExecutions,
  paginateListPipelines,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { JobFound, JobKind, NotebookFound, RunningFound, Stranger } from '../destroy/destroy-ground.ts';
import type { Account } from './account.ts';
import { everyItem } from './every-item.ts';
import { listedJobs } from './job-calls.ts';
import { look, lookServing } from './look.ts';
import { isAnothers, isRoleOf, type Ownership, whyNotOurs } from './ownership.ts';
import { readTags } from './read-tags.ts';

export interface RunningRead {
  readonly running: RunningFound;
  /** Things that run for others in the workspace's network. */
  readonly strangers: readonly Stranger[];
}

/** Facts that tell of something whose it is, and where it runs. */
interface Working {
  readonly name: string;
  readonly arn: string;
  readonly roles: readonly (string | undefined)[];
  /** Whether it serves something of the workspace. */
  readonly isOfOurs: boolean;
  /** Subnets and security groups. */
  readonly places: readonly string[];
}

/**
 * Things that run in an account and are the workspace's: they carry both tags, or work as a role of the workspace's
 * stacks, or are for a model or endpoint of it. Tags are asked of what has a name like the workspace's alone: people of
 * it can give no other.
 *
 * @param before the id of the workspace's first stack when that was last there
 */
export async function readRunning(
  account: Account,
  before: string | null,
  client: SageMakerClient,
): Promise<RunningRead> {
  const whose = whoseIn(account, before, client);
  const kinds = Object.keys(listedJobs) as (keyof typeof listedJobs)[];
  const [jobs, notebooks, pipelines, schedules] = await Promise.all([
    Promise.all(kinds.map((kind) => readJobs(kind, account, whose, client))),
    readNotebooks(whose, client),
    readPipelines(whose, client),
    readSchedules(account, whose, client),
  ]);
  const executions = await Promise.all(pipelines.map((name) => readExecutions(name, client)));
  const found = [...jobs.flat(), ...notebooks];
  return {
    running: {
      jobs: [...executions.flat(), ...jobs.flat().flatMap(({ ours }) => ours ?? [])],
      notebooks: notebooks.flatMap(({ ours }) => ours ?? []),
      ...{ pipelines, schedules },
    },
    strangers: found.flatMap(({ stranger }) => stranger ?? []),
  };
}

/** One of these, or none for what is of others elsewhere. */
interface Judged<Thing> {
  readonly ours?: Thing;
  readonly stranger?: Stranger;
}

type Whose = (working: Working) => Promise<'ours' | 'in our network' | 'elsewhere'>;

function whoseIn(
  { account, region, workspace, id, vpc, stacks }: Account,
  before: string | null,
  client: SageMakerClient,
): Whose {
  const held = stacks.flatMap(({ resources }) => resources);
  const idsOf = (type: string) => new Set(held.flatMap((each) => (each.type === type ? each.id : [])));
  const roles = idsOf('AWS::IAM::Role');
  const ours = new Set([...idsOf('AWS::EC2::SecurityGroup'), ...(vpc === null ? [] : idsOf('AWS::EC2::Subnet'))]);
  const ownership: Ownership = { workspace, account, region, ids: [id ?? before ?? []].flat() };
  return async ({ name, arn, roles: worksAs, isOfOurs, places }) => {
    const isOwned = isOfOurs || worksAs.some((role) => isRoleOf(roles, account, role));
    const isNamed = name.startsWith(`${workspace}--`);
    const tags = isOwned || isNamed ? ((await readTags(arn, client)) ?? {}) : {};
    if (isOwned ? !isAnothers(tags, ownership) : isNamed && whyNotOurs(tags, ownership, false) === null) return 'ours';
    return places.some((place) => ours.has(place)) ? 'in our network' : 'elsewhere';
  };
}

async function judged<Thing>(kind: string, working: Working, thing: Thing, whose: Whose): Promise<Judged<Thing>> {
  const is = await whose(working);
  if (is === 'ours') return { ours: thing };
  return is === 'in our network' ? { stranger: { kind, id: working.name, name: null } } : {};
}

async function readJobs(
  kind: Exclude<JobKind, 'pipeline execution'>,
  { serving }: Account,
  whose: Whose,
  client: SageMakerClient,
): Promise<readonly Judged<JobFound>[]> {
  const { list, describe } = listedJobs[kind];
  const jobs = await list(client);
  const found = jobs.map(async ({ name = '', arn = '', since }) => {
    const job = await look(describe(name, client));
    if (job === undefined) return {};
    const places = (job.networks ?? []).flatMap((network) => [
      ...(network?.Subnets ?? []),
      ...(network?.SecurityGroupIds ?? []),
    ]);
    const isOfOurs = job.model !== undefined && serving.models.includes(job.model);
    const working = { name, arn, roles: job.roles, isOfOurs, places };
    return await judged(kind, working, { kind, name, sinceMs: since?.getTime() ?? null }, whose);
  });
  return await Promise.all(found);
}

async function readNotebooks(whose: Whose, client: SageMakerClient): Promise<readonly Judged<NotebookFound>[]> {
  const notebooks = await everyItem(
    paginateListNotebookInstances({ client }, {}),
    (answer) => answer.NotebookInstances,
  );
  return await Promise.all(notebooks.map((notebook) => readNotebook(notebook, whose, client)));
}

async function readNotebook(
  { NotebookInstanceName: name = '', ...notebook }: NotebookInstanceSummary,
  whose: Whose,
  client: SageMakerClient,
): Promise<Judged<NotebookFound>> {
  const details = await lookServing(client.send(new DescribeNotebookInstanceCommand({ NotebookInstanceName: name })));
  if (details === undefined) return {};
  const { RoleArn, SubnetId, SecurityGroups = [] } = details;
  const places = [...SecurityGroups, ...(SubnetId === undefined ? [] : [SubnetId])];
  const arn = notebook.NotebookInstanceArn ?? '';
  const found = { name, status: notebook.NotebookInstanceStatus ?? '', instance: notebook.InstanceType ?? null };
  return await judged('notebook instance', { name, arn, roles: [RoleArn], isOfOurs: false, places }, found, whose);
}

async function readPipelines(whose: Whose, client: SageMakerClient): Promise<readonly string[]> {
  const pipelines = await everyItem(paginateListPipelines({ client }, {}), (answer) => answer.PipelineSummaries);
  const found = pipelines.map(async ({ PipelineName: name = '', PipelineArn: arn = '', RoleArn }) =>
    (await whose({ name, arn, roles: [RoleArn], isOfOurs: false, places: [] })) === 'ours' ? [name] : [],
  );
  return (await Promise.all(found)).flat();
}

async function readExecutions(PipelineName: string, client: SageMakerClient): Promise<readonly JobFound[]> {
  const executions = everyItem(
    paginateListPipelineExecutions({ client }, { PipelineName }),
    (answer) => answer.PipelineExecutionSummaries,
  );
  return ((await look(executions)) ?? [])
    .filter(({ PipelineExecutionStatus }) => PipelineExecutionStatus === 'Executing')
    .map(({ PipelineExecutionArn: name = '', StartTime }) => ({
      ...{ kind: 'pipeline execution' as const, name, sinceMs: StartTime?.getTime() ?? null },
    }));
}

async function readSchedules({ serving }: Account, whose: Whose, client: SageMakerClient): Promise<readonly string[]> {
  const schedules = await everyItem(
    paginateListMonitoringSchedules({ client }, {}),
    (answer) => answer.MonitoringScheduleSummaries,
  );
  const found = schedules.map(
    async ({ MonitoringScheduleName: name = '', MonitoringScheduleArn: arn = '', EndpointName }) => {
      const isOfOurs = serving.endpoints.some((endpoint) => endpoint.name === EndpointName);
      return (await whose({ name, arn, roles: [], isOfOurs, places: [] })) === 'ours' ? [name] : [];
    },
  );
  return (await Promise.all(found)).flat();
}
