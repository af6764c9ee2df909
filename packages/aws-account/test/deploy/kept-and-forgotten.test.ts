import { synthesise } from '@atelier/aws';
import type { StackTemplate, Template } from '@atelier/cloudformation';
import { type SimulatedAccount, startSimulatedAccount } from '@atelier/simulated-aws';
import { afterEach, expect, test } from 'vitest';
import { guardrails } from '../../../aws/src/guardrails/guardrails.ts';
import type { AwsWorkspace } from '../../../aws/src/stacks/ground.ts';
import { example } from '../../../aws/test/example.ts';
import { destroy } from '../../src/destroy/destroy.ts';
import { destroyPlan } from '../../src/destroy/destroy-plan.ts';
import { leftovers } from '../../src/destroy/leftovers.ts';
import { readDestroyGround } from '../../src/destroy/read-destroy-ground.ts';
import { acmeAccount, clientsOf, createStack, prepare, sleepless } from '../acme-account.ts';

let simulated: SimulatedAccount | undefined;
afterEach(async () => {
  await simulated?.close();
  simulated = undefined;
});

const keeping = (workspace: AwsWorkspace, homeFolders: 'keep' | 'delete'): AwsWorkspace => ({
  ...workspace,
  studio: { ...workspace.studio, homeFolders },
});

test('what a teardown has kept is known by its tags when AWS remembers none of its stacks, and goes when it is to', async () => {
  const acme = await acmeAccount();
  simulated = acme.simulated;
  const { clients } = acme;
  const name = '/aws/sagemaker/Endpoints/acme--sales-forecasting--daily';
  const workspace = keeping(acme.workspace, 'keep');
  const steps = destroyPlan(await readDestroyGround(workspace, clients), workspace, { stores: 'keep' });
  await destroy(steps, clients, () => undefined, sleepless());
  // AWS forgets stacks after 90 days.
  simulated.world.stacks.splice(0);
  const later = await readDestroyGround(workspace, clients);
  expect(later).toMatchObject({ id: null, stacks: [], fileSystems: [{}], notOurs: [] });
  expect(later.logGroups.map((group) => group.name)).toEqual([name]);
  expect(later.buckets).toHaveLength(4);
  expect(later.modelGroups).toEqual(['acme--sales-forecasting--models']);
  const last = keeping(workspace, 'delete');
  await destroy(destroyPlan(later, last, { stores: 'delete' }), clients, () => undefined, sleepless());
  const { buckets, logGroups, modelGroups, fileSystems } = await readDestroyGround(last, clients);
  expect({ buckets, logGroups, modelGroups, fileSystems }).toEqual({
    ...{ buckets: [], logGroups: [], modelGroups: [], fileSystems: [] },
  });
}, 60_000);

/** The templates as they were before there were ids. */
function withoutIds(template: Template): Template {
  const isId = (tag: unknown) => JSON.stringify(tag).includes('"atelier:id"');
  const bare = JSON.parse(JSON.stringify(template), (_key, value) => {
    if (Array.isArray(value)) return value.filter((tag) => !isId(tag) || typeof tag?.Key !== 'string');
    if (typeof value === 'object' && value !== null && 'atelier:id' in value) delete value['atelier:id'];
    return value;
  }) as Template & { Outputs?: Record<string, unknown> };
  delete bare.Outputs?.WorkspaceId;
  return bare;
}

async function ofBefore(): Promise<{ readonly workspace: AwsWorkspace; readonly stacks: readonly StackTemplate[] }> {
  const workspace = keeping(await example('acme'), 'delete');
  const { stacks } = await synthesise(workspace);
  return { workspace, stacks: stacks.map((stack) => ({ ...stack, template: withoutIds(stack.template) })) };
}

test('what was deployed before there were ids is torn down to the end', async () => {
  simulated = await startSimulatedAccount();
  const { workspace, stacks } = await ofBefore();
  const clients = clientsOf(simulated, workspace);
  await prepare(clients);
  for (const { stack, template } of stacks) {
    expect(JSON.stringify(template)).not.toContain('atelier:id');
    await createStack({ stack, template: JSON.stringify(template), workspace: 'acme' }, simulated, clients);
  }
  const found = await readDestroyGround(workspace, clients);
  expect(found.stacks).toHaveLength(stacks.length);
  expect(found.notOurs).toEqual([]);
  await destroy(destroyPlan(found, workspace, { stores: 'delete' }), clients, () => undefined, sleepless());
  expect(
    leftovers(await readDestroyGround(workspace, clients, found.id), { stores: 'delete', homeFolders: 'delete' }),
  ).toEqual([]);
}, 60_000);

test('the next deployment gives ids to it, and makes nothing anew for that', async () => {
  const { workspace, stacks: deployed } = await ofBefore();
  const { stacks } = await synthesise(workspace);
  const judged = guardrails(stacks, { workspace, deployed });
  expect(judged.filter(({ ok }) => !ok)).toEqual([]);
  const text = JSON.stringify(stacks.map(({ template }) => template));
  expect(text).toContain('atelier:id');
});
