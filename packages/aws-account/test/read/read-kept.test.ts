import type { World } from '@atelier/simulated-aws';
import { afterEach, describe, expect, test } from 'vitest';
import { readAccount } from '../../src/read/read-account.ts';
import { readKept } from '../../src/read/read-kept.ts';
import { type AcmeAccount, acmeAccount, put } from '../acme-account.ts';

let open: AcmeAccount | undefined;
afterEach(() => open?.simulated.close());

const project = 'acme-project-sales-forecasting';
const types = { repository: 'AWS::CodeCommit::Repository', namespace: 'AWS::RedshiftServerless::Namespace' } as const;
const nameIn = { repository: 'RepositoryName', namespace: 'NamespaceName' } as const;

/** History of something in a stack that lives on. */
interface Happened {
  readonly kind: 'repository' | 'namespace';
  readonly id: string;
  readonly statuses: readonly string[];
  readonly stack?: string;
  /** When what is there now was made, after the stack let go of it. */
  readonly madeAfter?: true;
  /** Stack that has it now. */
  readonly holder?: string;
}

function happen(world: World, { kind, id, statuses, stack = project, madeAfter, holder }: Happened): void {
  const there = world.stacks.find(({ name }) => name === stack);
  const atMs = world.clock.nowMs();
  const about = { logicalId: 'Old', physicalId: id, type: types[kind], reason: null, properties: null, token: null };
  const events = statuses.map((status, place) => ({
    ...{ ...about, status, atMs: atMs + place, id: `${id}-${place}`, operation: 'one' },
  }));
  there?.events.push(...events);
  const made = put(world, types[kind], id, { [nameIn[kind]]: id });
  world.resources.put({ ...made, createdMs: madeAfter ? atMs + 60_000 : atMs - 60_000 });
  const other = world.stacks.find(({ name }) => name === holder);
  const [first] = [...(other?.resources.values() ?? [])];
  if (other && first)
    other.resources.set('New', {
      ...first,
      ...{ logicalId: 'New', physicalId: id, definition: { Type: types[kind] } },
    });
}

const letGo = ['CREATE_COMPLETE', 'DELETE_SKIPPED'];

const kept: readonly (readonly [string, Happened])[] = [
  ['a repository', { kind: 'repository', id: 'old', statuses: letGo }],
  ['the data of a warehouse', { kind: 'namespace', id: 'old', statuses: letGo }],
  ['what its network had', { kind: 'repository', id: 'old', statuses: letGo, stack: 'acme-network' }],
];

const notKept: readonly (readonly [string, Happened])[] = [
  ['what it was to delete', { kind: 'repository', id: 'old', statuses: ['DELETE_COMPLETE'] }],
  ['what it never had', { kind: 'repository', id: 'old', statuses: [] }],
  [
    'what it was to take over, and did not',
    { kind: 'repository', id: 'old', statuses: ['IMPORT_COMPLETE', 'DELETE_SKIPPED'] },
  ],
  ['what was made anew under the name', { kind: 'namespace', id: 'old', statuses: letGo, madeAfter: true }],
  ['what is another stack’s now', { kind: 'repository', id: 'old', statuses: letGo, holder: 'other' }],
  ['a namespace that is another stack’s now', { kind: 'namespace', id: 'old', statuses: letGo, holder: 'other' }],
  ['what a stack of people had', { kind: 'repository', id: 'old', statuses: letGo, stack: 'acme-people-01' }],
  ['what somebody else’s stack had', { kind: 'repository', id: 'old', statuses: letGo, stack: 'other' }],
];

/** Kind and name of what is retained, beyond what the stacks hold. */
async function retained(happened: Happened): Promise<readonly string[]> {
  open = await acmeAccount();
  const { simulated, clients, workspace, found } = open;
  const [stack] = simulated.world.stacks;
  if (stack) simulated.world.stacks.push({ ...stack, ...strange, resources: new Map(stack.resources), events: [] });
  happen(simulated.world, happened);
  const before = found.retained.map(({ name }) => name);
  const { retained: after } = await readAccount(workspace, clients);
  return after.flatMap(({ kind, name }) => (before.includes(name) ? [] : `${kind} ${name}`));
}

const strange = { name: 'other', id: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/other/1', tags: [] };

describe('what a stack that lives on has let go of is the workspace’s', () => {
  test.each(kept)('%s', async (_, happened) => {
    expect(await retained(happened)).toEqual([`${happened.kind} ${happened.id}`]);
  });
});

describe('it is not the workspace’s', () => {
  test.each(notKept)('%s', async (_, happened) => {
    expect(await retained(happened)).toEqual([]);
  });

  test('when the stack has made it again: that is held, and counted once', async () => {
    open = await acmeAccount();
    const { simulated, clients, workspace, found } = open;
    const [name = ''] = found.retained.flatMap((each) => (each.kind === 'namespace' ? each.name : []));
    const there = simulated.world.resources.get(types.namespace, name);
    happen(simulated.world, { kind: 'namespace', id: name, statuses: letGo, madeAfter: true });
    if (there) simulated.world.resources.put(there);
    expect((await readAccount(workspace, clients)).retained).toEqual(found.retained);
    const { resources } = await readKept(
      { workspace: 'acme', stacks: found.stacks, since: null },
      clients.cloudFormation,
    );
    expect(resources).toEqual([]);
  });
});
