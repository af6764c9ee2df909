import { synthesise } from '@atelier/aws';
import { regionWord } from '@atelier/aws-regions';
import { newWorld, type SimulatedAccount, startSimulatedAccount } from '@atelier/simulated-aws';
import { afterEach, expect, test } from 'vitest';
import { exampleFile } from '../../../aws/test/example.ts';
import { destroy } from '../../src/destroy/destroy.ts';
import { destroyPlan } from '../../src/destroy/destroy-plan.ts';
import { leftovers } from '../../src/destroy/leftovers.ts';
import { readDestroyGround } from '../../src/destroy/read-destroy-ground.ts';
import { clientsOf, createStack, prepare, put, sleepless } from '../acme-account.ts';

let simulated: SimulatedAccount | undefined;
afterEach(async () => {
  await simulated?.close();
  simulated = undefined;
});

const policy = { stores: 'delete', homeFolders: 'delete' } as const;

test.each(['acme/atelier', 'published/migration', 'published/unified-studio'])(
  'a teardown of %s leaves nothing of it, and everything of strangers whose things are called like its own',
  async (file) => {
    const example = await exampleFile(`${file}.yaml`);
    const { region } = example.aws;
    simulated = await startSimulatedAccount({ world: newWorld({ region }) });
    const { world } = simulated;
    const workspace = { ...example, studio: { ...example.studio, homeFolders: 'delete' as const } };
    const clients = clientsOf(simulated, workspace);
    await prepare(clients);
    const own = (name: string) => `${workspace.name}--${name}`;
    const theirs = [
      put(world, 'AWS::SageMaker::Endpoint', own('a'), { EndpointName: own('a'), EndpointConfigName: own('a') }),
      put(world, 'AWS::SageMaker::EndpointConfig', own('a'), { EndpointConfigName: own('a') }),
      put(world, 'AWS::SageMaker::Model', own('a'), { ModelName: own('a') }),
      put(world, 'AWS::SageMaker::ModelPackageGroup', own('a'), { ModelPackageGroupName: own('a') }),
      put(world, 'AWS::SageMaker::MlflowTrackingServer', own('a'), { TrackingServerName: own('a') }),
      put(world, 'AWS::S3::Bucket', `${workspace.name}-a-123456789012-${regionWord(region)}`, { Tags: [] }),
    ];
    for (const { stack, template } of (await synthesise(workspace)).stacks)
      await createStack({ stack, template: JSON.stringify(template), workspace: workspace.name }, simulated, clients);
    const before = await readDestroyGround(workspace, clients);
    await destroy(destroyPlan(before, workspace, policy), clients, () => undefined, sleepless());
    const after = await readDestroyGround(workspace, clients, before.id);
    expect(leftovers(after, policy)).toEqual([]);
    expect(theirs.map(({ type, id }) => world.resources.get(type, id))).toEqual(theirs);
    // What is on its way out, the key that waits for its end, and what the CDK's bootstrap would have made.
    const known = /^AWS::(KMS::Key|SSM::Parameter|S3::Bucket cdk-)/;
    const others = world.resources.list().filter(({ status }) => status !== 'deleting');
    const left = others.map(({ type, id }) => `${type} ${id}`).filter((thing) => !known.test(thing));
    expect(left.toSorted()).toEqual(theirs.map(({ type, id }) => `${type} ${id}`).toSorted());
  },
  120_000,
);
