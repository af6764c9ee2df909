import { Problem } from '@atelier/problem';
import type { SimulatedAccount } from '@atelier/simulated-aws';
import { afterEach, describe, expect, test } from 'vitest';
import { type DestroyNews, destroy } from '../../src/destroy/destroy.ts';
import type { DestroyGround } from '../../src/destroy/destroy-ground.ts';
import { destroyPlan } from '../../src/destroy/destroy-plan.ts';
import type { DestroyAction, DestroyStep } from '../../src/destroy/destroy-step.ts';
import { type Leftover, leftovers } from '../../src/destroy/leftovers.ts';
import { readDestroyGround } from '../../src/destroy/read-destroy-ground.ts';
import { type AcmeAccount, acmeAccount, keepHomes, put, sleepless } from '../acme-account.ts';

type HomeFolders = 'keep' | 'delete';

let open: AcmeAccount | undefined;
afterEach(() => open?.simulated.close());

async function acme(homeFolders: HomeFolders, stores: HomeFolders = 'delete') {
  open = await acmeAccount();
  const { clients } = open;
  const workspace = { ...open.workspace, studio: { ...open.workspace.studio, homeFolders } };
  const read = () => readDestroyGround(workspace, clients);
  const planOf = (account: DestroyGround) => destroyPlan(account, workspace, { stores });
  const leftOf = (account: DestroyGround) => leftovers(account, { homeFolders, stores });
  const waiting = sleepless();
  const run = (steps: readonly DestroyStep[], news: (event: DestroyNews) => void = () => undefined) =>
    destroy(steps, clients, news, waiting);
  return { read, planOf, leftOf, run, waiting, account: open };
}

/** Id without the numbers that AWS gives, so that a table can hold it. */
const named = (id: string) =>
  id.replace(/ (?:d|fs|fsmt|fsap|sg|eni|vpc)-\w+$/, '').replace(/ [0-9a-f]{8}-[0-9a-f-]{27}$/, '');

function ids(found: readonly Leftover[]): readonly string[] {
  const left = found.filter(({ isKept }) => !isKept);
  return [...new Set(left.map(({ id, isBillable }) => `${named(id)}${isBillable ? ' $' : ''}`))];
}

const spaces = ['lead', 'auditor', 'july', 'john'].map((name) => `space ${name} $`);
const profiles = ['lead', 'auditor', 'july', 'john'].map((name) => `profile ${name}`);
/** Scripts that a domain names hold the foundation, which holds the network. */
const network = 'stack acme-network $';
const stack = (name: string) => `stack acme-${name}`;
const aboveDomain = [network, 'stack acme-foundation', 'domain'];
const people = ['01', '03', '12', '15'].map((shard) => `stack acme-people-${shard}`);
const project = 'acme--sales-forecasting';
const daily = `${project}--daily`;
const withFiles = 'sales-forecasting-data';
const buckets = ['access-logs', 'sales-forecasting-artifacts', 'sales-forecasting-sandboxes', withFiles];

interface Row {
  /** Beginning of the step's id. */
  readonly step: string;
  /** Things that AWS leaves because the step is left out; `$`: it charges for them. */
  readonly left: readonly string[];
  /** Default: delete. */
  readonly homeFolders?: HomeFolders;
  /** `homes kept`: by an earlier teardown; `network held`: by a service, which makes an interface meanwhile. */
  readonly before?: 'homes kept' | 'network held';
}

const leftOut: Readonly<Record<DestroyAction['kind'], readonly Row[]>> = {
  // They go with the application; what is left is that the workspace remembers them.
  assignments: [{ step: 'assignments', left: ['assignment'] }],
  // A step stops where AWS refuses: the space with the app stays, those after it, and every profile.
  apps: [{ step: 'apps', left: [...aboveDomain, 'app july/default $', 'space july $', 'space john $', ...profiles] }],
  spaces: [{ step: 'spaces', left: [...aboveDomain, ...spaces, ...profiles] }],
  profiles: [{ step: 'profiles', left: [...aboveDomain, ...profiles] }],
  schedules: [{ step: 'schedules', left: [`schedule ${project}--watch $`] }],
  jobs: [
    {
      step: 'jobs',
      // A pipeline with a running execution stays, and a job in the network holds it.
      left: [
        ...['training job', 'processing job', 'transform job', 'tuning job', 'AutoML job'].map(
          (kind, place) => `${kind} ${project}--${['train', 'prepare', 'batch', 'tune', 'auto'][place]} $`,
        ),
        ...[
          `pipeline execution arn:aws:sagemaker:eu-central-1:123456789012:pipeline/${project}--nightly/execution/1 $`,
        ],
        ...[`pipeline ${project}--nightly`, 'stack acme-network', 'interface'],
      ],
    },
  ],
  pipelines: [{ step: 'pipelines', left: [`pipeline ${project}--nightly`] }],
  notebooks: [{ step: 'notebooks', left: [`notebook ${project}--old $`] }],
  tracking: [
    {
      step: 'tracking',
      left: ['tracking acme--sales-forecasting--mlflow $', 'tracking acme--sales-forecasting--old $'],
    },
  ],
  serving: [{ step: 'serving', left: [`endpoint ${daily} $`, `endpoint-config ${daily}`, `model ${daily}`] }],
  models: [{ step: 'models', left: ['registry acme--sales-forecasting--models'] }],
  domain: [{ step: 'domain', left: aboveDomain }],
  'mount-targets': [
    // The domain's own deletion has taken them already.
    { step: 'mount-targets', left: [] },
    {
      step: 'mount-targets',
      homeFolders: 'keep',
      left: ['stack acme-network', 'mount-target', 'nfs-group', 'interface'],
    },
    {
      step: 'mount-targets',
      before: 'homes kept',
      left: ['stack acme-network', 'file-system $', 'mount-target', 'nfs-group', 'interface'],
    },
  ],
  'access-points': [
    { step: 'access-points', left: [] },
    { step: 'access-points', before: 'homes kept', left: ['file-system $', 'access-point'] },
  ],
  'file-system': [
    { step: 'file-system', left: [] },
    { step: 'file-system', before: 'homes kept', left: ['file-system $'] },
  ],
  'nfs-groups': [
    { step: 'nfs-groups', left: ['stack acme-network', 'nfs-group'] },
    { step: 'nfs-groups', homeFolders: 'keep', left: ['stack acme-network', 'nfs-group'] },
  ],
  interfaces: [
    { step: 'interfaces', left: [] },
    { step: 'interfaces', before: 'network held', left: ['stack acme-network'] },
  ],
  // The policy of a living store lets operators empty it too.
  'bucket-policies': [{ step: 'bucket-policies', left: [] }],
  stacks: [
    // IAM deletes no policy that a role still has.
    {
      step: 'stacks acme-people',
      left: [...people, ...['project-sales-forecasting', 'foundation'].map(stack), network],
    },
    {
      step: 'stacks acme-project',
      left: ['stack acme-project-sales-forecasting $', network, 'interface', 'namespace acme-sales-forecasting $'],
    },
    { step: 'stacks acme-foundation', left: ['stack acme-network $', 'stack acme-foundation'] },
    { step: 'stacks acme-network', left: ['stack acme-network $'] },
  ],
  repository: [{ step: 'repository', left: ['repository acme-sales-forecasting'] }],
  namespace: [{ step: 'namespace', left: ['namespace acme-sales-forecasting $'] }],
  bucket: buckets.map((name) => ({
    step: `bucket acme-${name}`,
    left: [`bucket acme-${name}-123456789012-euc1${name === withFiles ? ' $' : ''}`],
  })),
  'log-groups': [
    { step: 'log-groups', left: ['log-group', 'log-group /aws/sagemaker/Endpoints/acme--sales-forecasting--daily'] },
  ],
  key: [{ step: 'key', left: ['key $'] }],
};

const rows = Object.entries(leftOut).flatMap(([kind, ofKind]) =>
  ofKind.map((row) => ({ kind, homeFolders: 'delete' as const, before: 'nothing else', ...row })),
);

/** A service holds the network for an hour; nobody but a step that waits sees the end of it. */
function holdNetwork({ world }: SimulatedAccount): void {
  const subnet = world.resources.list('AWS::EC2::Subnet')[0]?.id ?? '';
  const group = world.resources.list('AWS::EC2::SecurityGroup').find(({ stack }) => stack === 'acme-network')?.id ?? '';
  const of = { SubnetId: subnet, GroupSet: [group] };
  const made = put(world, 'AWS::EC2::NetworkInterface', 'eni-service', of, 'a service');
  const LingersUntilMs = world.clock.nowMs() + 10 * 3_600_000;
  world.resources.put({ ...made, status: 'in-use', attributes: { LingersUntilMs } });
}

async function trying(doing: Promise<void>): Promise<void> {
  await doing.catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
  });
}

describe('a step left out leaves what AWS leaves, the report says so, and running again clears it', () => {
  test.each(rows)('$step, home folders: $homeFolders, before: $before', async (row) => {
    const { read, planOf, leftOf, run, account } = await acme(row.homeFolders);
    if (row.before === 'homes kept') await keepHomes(account);
    const steps = planOf(row.before === 'homes kept' ? await read() : account.found);
    const others = steps.filter(({ id }) => !id.startsWith(row.step));
    const omitted = steps.filter((step) => !others.includes(step));
    expect(omitted.map(({ action }) => action.kind)).toEqual([row.kind]);
    if (row.before === 'network held') holdNetwork(account.simulated);
    for (const step of others) await trying(run([step]));
    const halfway = await read();
    const found = ids(leftOf(halfway)).map((id) => id.replace(/ acme-network-NetworkFlowLogs.*/, ''));
    expect(found.toSorted()).toEqual([...row.left].toSorted());
    await run(planOf(halfway));
    expect(ids(leftOf(await read()))).toEqual([]);
  });

  test('no step of the plan is missing above', async () => {
    const { planOf, account } = await acme('delete');
    const missing = planOf(account.found).filter(({ id }) => !rows.some(({ step }) => id.startsWith(step)));
    expect(missing).toEqual([]);
    expect(Object.entries(leftOut).filter(([, ofKind]) => ofKind.length === 0)).toEqual([]);
  });
});

describe('a whole teardown', () => {
  test('of everything leaves nothing, and sleeps at nothing that is done', async () => {
    const { read, planOf, leftOf, run, waiting, account } = await acme('delete');
    await run(planOf(account.found));
    expect(leftOf(await read())).toEqual([]);
    expect(waiting.sleeps()).toBe(0);
    expect(account.simulated.calls.filter(({ outcome }) => outcome === 'refused')).toEqual([]);
  });

  test('that keeps, lists all that it keeps, and the bucket with objects is still full', async () => {
    const { read, planOf, leftOf, run, account } = await acme('keep', 'keep');
    await run(planOf(account.found));
    const found = leftOf(await read());
    expect(found.filter(({ isKept }) => !isKept)).toEqual([]);
    expect(found.map(({ id }) => named(id))).toEqual(
      expect.arrayContaining(['file-system', 'key', 'bucket acme-sales-forecasting-data-123456789012-euc1']),
    );
    expect(account.simulated.world.objects.keys('acme-sales-forecasting-data-123456789012-euc1')).toEqual([
      'sales.csv',
    ]);
  });

  test('run again finds nothing to do', async () => {
    const { read, planOf, run, account } = await acme('delete');
    const steps = planOf(account.found);
    await run(steps);
    const news: string[] = [];
    await run(steps, ({ status }) => news.push(status));
    expect(new Set(news)).toEqual(new Set(['begins', 'empty']));
    expect(planOf(await read())).toEqual([]);
  });

  test('stops at the first refusal, and says which step, what AWS said and what is left', async () => {
    const { planOf, run, account } = await acme('delete');
    const withoutApps = planOf(account.found).filter(({ action }) => !['assignments', 'apps'].includes(action.kind));
    const problem = await run(withoutApps).catch((error: unknown) => error);
    expect(problem).toMatchObject({
      message: expect.stringMatching(/step 1 of \d+ \("Delete 4 spaces."\).*ResourceInUse: .*\[july\]/),
      state: expect.stringMatching(/^0 of \d+ steps are done\. Left: spaces d-.*, profiles d-.*goes on from there\.$/),
    });
  });
});
