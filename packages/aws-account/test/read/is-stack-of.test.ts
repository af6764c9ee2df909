import type { World } from '@atelier/simulated-aws';
import { afterEach, describe, expect, test } from 'vitest';
import { takenBackFrom } from '../../src/read/is-stack-of.ts';
import { readStacks } from '../../src/read/read-stacks.ts';
import { type AcmeAccount, acmeAccount, createStack } from '../acme-account.ts';

let open: AcmeAccount | undefined;
afterEach(() => open?.simulated.close());

type Stack = World['stacks'][number];

const name = 'acme-project-fraud';
const template = (from: string) =>
  JSON.stringify({
    Metadata: { [takenBackFrom]: from },
    Resources: { Data: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain', Properties: { BucketName: 'their-own' } } },
  });

/** A stack that is gone, made of one of the workspace's that lives. */
function gone({ stacks }: World, change: Partial<Stack> = {}): string {
  const ours = stacks.find((stack) => stack.name === 'acme-project-sales-forecasting') as Stack;
  const id = `arn:aws:cloudformation:eu-central-1:123456789012:stack/${name}/0a1b`;
  stacks.push({
    ...ours,
    id,
    name,
    status: 'DELETE_COMPLETE',
    resources: new Map(),
    outputs: [],
    imports: [],
    ...change,
  });
  return id;
}

async function found(from: (world: World) => string) {
  open = await acmeAccount();
  const { simulated, clients } = open;
  const asked = { stack: name, template: template(from(simulated.world)), workspace: 'acme' };
  await createStack(asked, simulated, clients);
  const { stacks, foreignStacks } = await readStacks('acme', clients.cloudFormation);
  return { isOurs: stacks.some((stack) => stack.name === name), isForeign: foreignStacks.includes(name) };
}

const ours = { isOurs: true, isForeign: false };
const theirs = { isOurs: false, isForeign: true };
const nothing = { text: '{"Resources":{}}' };

describe('a stack that imports nothing of the workspace', () => {
  test('is its own when it takes back what one of its own has kept', async () => {
    expect(await found((world) => gone(world))).toEqual(ours);
  });

  test.each<readonly [string, (world: World) => string]>([
    ['names one that AWS does not know', () => `arn:aws:cloudformation:eu-central-1:123456789012:stack/${name}/none`],
    ['names one that lives', ({ stacks }) => stacks.find((stack) => stack.name === 'acme-network')?.id ?? ''],
    [
      'names a living one of its own name',
      (world) => gone(world, { status: 'CREATE_FAILED', name: 'acme-project-old' }),
    ],
    [
      'names one of another name that is gone',
      (world) =>
        gone(world, {
          name: 'acme-project-other',
          id: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/acme-project-other/1',
        }),
    ],
    [
      'names a stranger that is gone, with our tag and without our imports',
      (world) => {
        const { request } = world.stacks[0] as Stack;
        return gone(world, {
          request: { ...request, ...nothing, tags: [{ Key: 'atelier:workspace', Value: 'acme' }] },
        });
      },
    ],
    [
      'names one of another workspace',
      (world) => {
        const { request } = world.stacks.find((stack) => stack.name === 'acme-project-sales-forecasting') as Stack;
        return gone(world, { request: { ...request, tags: [{ Key: 'atelier:workspace', Value: 'acme-two' }] } });
      },
    ],
    ['names nothing', () => ''],
  ])('is not its own when it %s', async (_what, from) => {
    expect(await found(from)).toEqual(theirs);
  });
});
