import { Problem } from '@atelier/core';
import { afterEach, describe, expect, test } from 'vitest';
import { type DestroyNews, destroy } from '../../src/account/destroy.ts';
import { destroyPlan } from '../../src/account/destroy-plan.ts';
import type { DestroyStep } from '../../src/account/destroy-step.ts';
import { leftovers } from '../../src/account/leftovers.ts';
import { readAccount } from '../../src/account/read-account.ts';
import { type AcmeAccount, acmeAccount, sleepless } from './acme-account.ts';

type HomeFolders = 'keep' | 'delete';

let open: AcmeAccount | undefined;
afterEach(() => open?.standIn.close());

async function acme(homeFolders: HomeFolders, stores: HomeFolders = 'delete') {
  open = await acmeAccount();
  const { clients, standIn } = open;
  const workspace = { ...open.workspace, studio: { ...open.workspace.studio, homeFolders } };
  const read = () => readAccount(workspace, clients);
  const plan = async () => destroyPlan(await read(), workspace, { stores });
  const waiting = sleepless();
  const run = (steps: readonly DestroyStep[], news: (event: DestroyNews) => void = () => undefined) =>
    destroy(steps, clients, news, waiting);
  /** Ids without the numbers that AWS gives, so that a table can hold them. */
  const left = async () => leftovers(await read(), { homeFolders, stores });
  return { plan, run, left, waiting, standIn };
}

const named = (id: string) => id.replace(/ (?:d|fs|fsmt|sg|eni)-\w+$/, '').replace(/ [0-9a-f]{8}-[0-9a-f-]{27}$/, '');

function ids(found: Awaited<ReturnType<Awaited<ReturnType<typeof acme>>['left']>>): readonly string[] {
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
const daily = 'acme--sales-forecasting--daily';

/** Step that is left out, what AWS leaves because of it; `$`: AWS charges for it. */
const leftOut: readonly (readonly [string, HomeFolders, readonly string[]])[] = [
  // A step stops where AWS refuses: the space with the app stays, those after it, and every profile.
  ['apps', 'delete', [...aboveDomain, 'app july/default $', 'space july $', 'space john $', ...profiles]],
  ['spaces', 'delete', [...aboveDomain, ...spaces, ...profiles]],
  ['profiles', 'delete', [...aboveDomain, ...profiles]],
  ['tracking', 'delete', ['tracking acme--sales-forecasting--mlflow']],
  ['serving', 'delete', [`endpoint ${daily} $`, `endpoint-config ${daily}`, `model ${daily}`]],
  ['models', 'delete', ['registry acme--sales-forecasting--models']],
  ['domain', 'delete', aboveDomain],
  // The domain's own deletion has taken them already.
  ['mount-targets', 'delete', []],
  ['file-system', 'delete', []],
  ['mount-targets', 'keep', ['stack acme-network', 'mount-target', 'nfs-group', 'interface']],
  ['nfs-groups', 'keep', ['stack acme-network', 'nfs-group']],
  // IAM deletes no policy that a role still has.
  ['stacks acme-people', 'delete', [...people, ...['project-sales-forecasting', 'foundation'].map(stack), network]],
  [
    'stacks acme-project',
    'delete',
    ['stack acme-project-sales-forecasting $', network, 'interface', 'namespace acme-sales-forecasting $'],
  ],
  ['stacks acme-foundation', 'delete', ['stack acme-network $', 'stack acme-foundation']],
  ['stacks acme-network', 'delete', ['stack acme-network $']],
  ['bucket acme-sales-forecasting-data', 'delete', ['bucket acme-sales-forecasting-data-123456789012-euc1 $']],
  ['log-groups', 'delete', ['log-group']],
  ['repository', 'delete', ['repository acme-sales-forecasting']],
  ['namespace', 'delete', ['namespace acme-sales-forecasting $']],
];

describe('a step left out leaves what AWS leaves, the report says so, and running again clears it', () => {
  test.each(leftOut)('%s, home folders: %s', async (omitted, homeFolders, expected) => {
    const { plan, run, left } = await acme(homeFolders);
    const steps = await plan();
    const others = steps.filter(({ id }) => !id.startsWith(omitted));
    expect(others.length).toBe(steps.length - 1);
    for (const step of others) {
      await run([step]).catch((error: unknown) => {
        if (!(error instanceof Problem)) throw error;
      });
    }
    const found = ids(await left()).map((id) => id.replace(/ acme-network-NetworkFlowLogs.*/, ''));
    expect(found.toSorted()).toEqual([...expected].toSorted());
    await run(await plan());
    expect(ids(await left())).toEqual([]);
  });
});

describe('a whole teardown', () => {
  test('of everything leaves nothing, and sleeps at nothing that is done', async () => {
    const { plan, run, left, waiting, standIn } = await acme('delete');
    await run(await plan());
    expect(await left()).toEqual([]);
    expect(waiting.sleeps()).toBe(0);
    expect(standIn.calls.filter(({ outcome }) => outcome === 'refused')).toEqual([]);
  });

  test('that keeps, lists all that it keeps, and the bucket with objects is still full', async () => {
    const { plan, run, left, standIn } = await acme('keep', 'keep');
    await run(await plan());
    const found = await left();
    expect(found.filter(({ isKept }) => !isKept)).toEqual([]);
    expect(found.map(({ id }) => named(id))).toEqual(
      expect.arrayContaining(['file-system', 'key', 'bucket acme-sales-forecasting-data-123456789012-euc1']),
    );
    expect(standIn.world.objects.keys('acme-sales-forecasting-data-123456789012-euc1')).toEqual(['sales.csv']);
  });

  test('run again finds nothing to do', async () => {
    const { plan, run } = await acme('delete');
    const steps = await plan();
    await run(steps);
    const news: string[] = [];
    await run(steps, ({ status }) => news.push(status));
    expect(new Set(news)).toEqual(new Set(['begins', 'empty']));
    expect(await plan()).toEqual([]);
  });

  test('stops at the first refusal, and says which step, what AWS said and what is left', async () => {
    const { plan, run } = await acme('delete');
    const [, ...withoutApps] = await plan();
    const problem = await run(withoutApps).catch((error: unknown) => error);
    expect(problem).toMatchObject({
      message: expect.stringMatching(/step 1 of \d+ \("Delete 4 spaces."\).*ResourceInUse: .*\[july\]/),
      state: expect.stringMatching(/^0 of \d+ steps are done\. Left: spaces d-.*, profiles d-.*goes on from there\.$/),
    });
  });
});
