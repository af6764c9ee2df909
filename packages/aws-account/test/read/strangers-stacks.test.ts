import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { afterEach, describe, expect, test } from 'vitest';
import { written } from '../../../aws/test/example.ts';
import { accountDocument } from '../../../simulated-aws/test/documents.ts';
import { checkTeardown } from '../../src/destroy/check-teardown.ts';
import { destroy } from '../../src/destroy/destroy.ts';
import { destroyPlan } from '../../src/destroy/destroy-plan.ts';
import { readDestroyGround } from '../../src/destroy/read-destroy-ground.ts';
import { type AcmeAccount, acmeAccount, createStack, put, sleepless } from '../acme-account.ts';

let opened: AcmeAccount | undefined;
afterEach(() => opened?.simulated.close());

const retained = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
const Resources = {
  Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'fraud' } },
  Bucket: { ...retained, Type: 'AWS::S3::Bucket', Properties: { BucketName: 'acme-fraud-data-123456789012-euc1' } },
  Key: { ...retained, Type: 'AWS::KMS::Key', Properties: { KeyPolicy: accountDocument } },
};

/** Another team's stack, with our tag for its costs and a name that one of ours could have. */
async function withTheirs(): Promise<AcmeAccount & { tearDown(): Promise<void> }> {
  const acme = await acmeAccount();
  opened = acme;
  const theirs = { stack: 'acme-project-fraud', template: JSON.stringify({ Resources }), workspace: 'acme' };
  await createStack(theirs, acme.simulated, acme.clients);
  const whole = { ...acme.workspace, studio: { ...acme.workspace.studio, homeFolders: 'delete' as const } };
  const tearDown = async () => {
    const steps = destroyPlan(await readDestroyGround(whole, acme.clients), whole, { stores: 'delete' });
    await destroy(steps, acme.clients, () => undefined, sleepless());
  };
  return { ...acme, tearDown };
}

const theirThings = ({ simulated: { world } }: AcmeAccount) =>
  world.resources
    .list()
    .filter(({ id, properties, stack }) => /fraud/.test(`${id} ${properties.TopicName} ${stack}`))
    .map(({ type, id, status }) => `${type} ${id} ${status}`);

describe("a stranger's stack with our tag and a name like ours", () => {
  test.each(['CREATE_FAILED', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'DELETE_FAILED', 'UPDATE_ROLLBACK_FAILED'])(
    'outlives a teardown in %s, with all that it holds',
    async (status) => {
      const acme = await withTheirs();
      for (const stack of acme.simulated.world.stacks)
        if (stack.name === 'acme-project-fraud') Object.assign(stack, { status });
      const before = theirThings(acme);
      expect(before.length).toBeGreaterThan(1);
      await acme.tearDown();
      expect(theirThings(acme)).toEqual(before);
      expect(acme.simulated.world.stacks.find(({ name }) => name === 'acme-project-fraud')).toMatchObject({ status });
    },
    60_000,
  );

  test('has kept what it kept also after a teardown of ours', async () => {
    const acme = await withTheirs();
    await acme.clients.cloudFormation.send(new DeleteStackCommand({ StackName: 'acme-project-fraud' }));
    const { world } = acme.simulated;
    const keys = () => world.resources.list('AWS::KMS::Key').map(({ id, status }) => `${id} ${status}`);
    const buckets = () => world.resources.list('AWS::S3::Bucket').map(({ id }) => id);
    const ours = (await readDestroyGround(acme.workspace, acme.clients)).keys.map(({ id }) => id);
    const theirs = keys().filter((key) => !ours.some((id) => key.startsWith(id)));
    expect([theirs.length, ours.length]).toEqual([1, 1]);
    await acme.tearDown();
    expect(keys()).toEqual(expect.arrayContaining(theirs));
    expect(buckets()).toContain('acme-fraud-data-123456789012-euc1');
  }, 60_000);
});

describe('a teardown is refused', () => {
  const other = (region: string) =>
    written(`workspace: acme
aws: { region: ${region} }
people: { zoe: { role: lead-data-scientist } }
projects: { fraud: { members: [zoe] } }
`);

  test('with another file of the name', async () => {
    opened = await acmeAccount();
    const workspace = other('eu-central-1');
    const account = await readDestroyGround(workspace, opened.clients);
    await expect(checkTeardown(workspace, account, opened.clients)).rejects.toMatchObject({
      code: 'WorkspaceOfAnother',
      fix: expect.stringContaining('with its own file'),
    });
    const own = await readDestroyGround(opened.workspace, opened.clients);
    await expect(checkTeardown(opened.workspace, own, opened.clients)).resolves.toBeUndefined();
  });

  test('where the workspace is in another region', async () => {
    opened = await acmeAccount();
    const { world } = opened.simulated;
    const account = { ...(await readDestroyGround(opened.workspace, opened.clients)), stacks: [] };
    const Tags = [
      { Key: 'atelier:workspace', Value: 'acme' },
      { Key: 'atelier:id', Value: 'arn:aws:cloudformation:us-east-1:123456789012:stack/acme-network/1' },
    ];
    put(world, 'AWS::IAM::Role', 'acme-studio', { RoleName: 'acme-studio', AssumeRolePolicyDocument: {}, Tags });
    await expect(checkTeardown(opened.workspace, account, opened.clients)).rejects.toMatchObject({
      code: 'WorkspaceElsewhere',
      message: expect.stringContaining('us-east-1'),
      fix: expect.stringContaining('aws.region'),
    });
  });
});
