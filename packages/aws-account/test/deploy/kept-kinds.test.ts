import { synthesise } from '@atelier/aws';
import { type SimulatedAccount, startSimulatedAccount } from '@atelier/simulated-aws';
import { afterEach, describe, expect, test } from 'vitest';
import type { AwsWorkspace } from '../../../aws/src/stacks/ground.ts';
import { example, exampleFile, written } from '../../../aws/test/example.ts';
import { keptKinds } from '../../src/deploy/kept-kinds.ts';
import { neededNames } from '../../src/deploy/needed-names.ts';
import { readTaken } from '../../src/deploy/read-taken.ts';
import { takenNameBlockers } from '../../src/deploy/taken-name-blockers.ts';
import type { Account } from '../../src/read/account.ts';
import { readAccount } from '../../src/read/read-account.ts';
import { clientsOf, createStack, prepare } from '../acme-account.ts';

let simulated: SimulatedAccount | undefined;
afterEach(async () => {
  await simulated?.close();
  simulated = undefined;
});

/** Has what the examples have not. */
const other = written(`workspace: other
aws: { region: eu-central-1 }
people:
  ann: { role: lead-data-scientist }
projects:
  sales: { members: [ann] }
tracking: { kind: server }
studio: { spaces: shared }
`);

const workspaces: readonly (readonly [string, () => Promise<AwsWorkspace>])[] = [
  ['acme', () => example('acme')],
  ['the published migration', () => exampleFile('published/migration.yaml')],
  ['published Unified Studio', () => exampleFile('published/unified-studio.yaml')],
  ['a workspace with a tracking server and shared spaces', async () => other],
];

/** As if nothing were deployed, so that every name is needed. */
const nothing = { account: '123456789012', region: 'eu-central-1', stacks: [] } as unknown as Account;

describe('whatever has a name and outlives its stack', () => {
  test.each(workspaces)('in %s is of a kind that is looked for before a deployment', async (_, workspace) => {
    const needed = neededNames((await synthesise(await workspace())).stacks, nothing);
    const unknown = needed.map(({ type }) => type).filter((type) => !Object.hasOwn(keptKinds, type));
    // The domain has words of its own, in `deploy-objections.ts`.
    expect([...new Set(unknown)]).toEqual(['AWS::SageMaker::Domain']);
  });

  test.each(workspaces.slice(-1))(
    'in %s is found by its name, and known as ours',
    async (_, file) => {
      simulated = await startSimulatedAccount();
      const workspace = await file();
      const clients = clientsOf(simulated, workspace);
      await prepare(clients);
      const { stacks } = await synthesise(workspace);
      for (const { stack, template } of stacks)
        await createStack({ stack, template: JSON.stringify(template), workspace: workspace.name }, simulated, clients);
      const account = await readAccount(workspace, clients);
      expect(neededNames(stacks, account)).toEqual([]);
      const needed = neededNames(stacks, { ...account, stacks: [] });
      expect(await readTaken(needed, account, clients)).toEqual([]);
      const taken = await readTaken(needed, { ...account, stacks: [] }, clients);
      const sought = needed.filter(({ type }) => Object.hasOwn(keptKinds, type));
      expect(taken.map(({ name }) => name).toSorted()).toEqual(sought.map(({ name }) => name).toSorted());
      expect(taken.filter(({ isOurs, isGoing }) => !isOurs || isGoing)).toEqual([]);
      expect(new Set(taken.map(({ kind }) => kind))).toEqual(
        new Set(['bucket', 'registry', 'repository', 'namespace', 'tracking server', 'profile', 'space']),
      );
    },
    120_000,
  );

  test('a bucket that S3 does not let us look at is taken, and not known as ours', async () => {
    simulated = await startSimulatedAccount();
    const clients = clientsOf(simulated, other);
    const account = await readAccount(other, clients);
    const needed = [{ stack: 'other-network', logicalId: 'Logs', type: 'AWS::S3::Bucket', name: 'other-access-logs' }];
    expect(await readTaken(needed, account, clients)).toEqual([]);
    simulated.failNext({ call: { action: 's3:HeadBucket', after: 0 }, kind: 'denied' });
    const taken = await readTaken(needed, account, clients);
    expect(taken).toMatchObject([{ name: 'other-access-logs', isOurs: false, isHidden: true }]);
    expect(takenNameBlockers(taken, account)).toMatchObject([
      {
        code: 'NameHidden',
        message: expect.stringContaining('or the rights to see it are missing'),
        fix: expect.stringMatching(/atelier rights --for deploy again/),
      },
    ]);
  });
});
