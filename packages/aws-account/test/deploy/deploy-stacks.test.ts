import type { Toolkit } from '@aws-cdk/toolkit-lib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Interrupted } from '../../src/deploy/deploy-problem.ts';
import { deployStacks } from '../../src/deploy/deploy-stacks.ts';
import { type AcmeAccount, acmeAccount } from '../acme-account.ts';

const stacks = ['acme-network', 'acme-foundation', 'acme-project-sales-forecasting', 'acme-people-01'];

let acme: AcmeAccount;
beforeEach(async () => {
  acme = await acmeAccount();
  for (const { type, id } of acme.simulated.world.resources.list('AWS::SSO::ApplicationAssignment'))
    acme.simulated.world.resources.remove(type, id);
});
afterEach(() => acme.simulated.close());

/** In the place of the CDK's toolkit: says which stacks it is asked for, and deploys nothing. */
function recordingToolkit(happened: string[], told: () => void = () => undefined): Toolkit {
  const SignInApplicationArn = acme.found.domains[0]?.application ?? '';
  const deploy: Toolkit['deploy'] = async (_, options) => {
    const { patterns = stacks, expand } = options?.stacks ?? {};
    const names = expand === 'upstream' ? ['acme-network', ...patterns] : patterns;
    happened.push(`deploys ${names.join(' ')}`);
    told();
    const outputs = (name: string) => (name === 'acme-foundation' ? { SignInApplicationArn } : {});
    const environment = { account: '123456789012', region: 'eu-central-1' };
    return {
      stacks: names.map((stackName) => ({
        ...{ stackName, hierarchicalId: stackName, environment, stackArn: stackName, deployed: true },
        outputs: outputs(stackName),
      })),
    } as unknown as Awaited<ReturnType<Toolkit['deploy']>>;
  };
  return { deploy, fromAssemblyDirectory: async () => ({}) } as unknown as Toolkit;
}

function asked(method: 'iam' | 'sso') {
  const workspace = { ...acme.workspace, signIn: { ...acme.workspace.signIn, method } };
  return { workspace, folder: '/nowhere', stacks, concurrency: 8, clients: acme.clients };
}

const creations = () => acme.simulated.calls.filter(({ action }) => action === 'CreateApplicationAssignment').length;

test('with Identity Center people are assigned between the domain and their profiles', async () => {
  const happened: string[] = [];
  const toolkit = recordingToolkit(happened, () => happened.push(`${creations()} assigned`));
  const { assignments, stacks: done } = await deployStacks({ ...asked('sso'), toolkit });
  expect(happened).toEqual([
    'deploys acme-network acme-foundation',
    '0 assigned',
    'deploys acme-project-sales-forecasting acme-people-01',
    '4 assigned',
  ]);
  expect(done.map(({ stackName }) => stackName)).toEqual(stacks);
  expect(assignments?.assigned).toHaveLength(4);
});

test('with IAM everything is deployed at once, and nobody asks Identity Center', async () => {
  const happened: string[] = [];
  const { assignments } = await deployStacks({ ...asked('iam'), toolkit: recordingToolkit(happened) });
  expect(happened).toEqual([`deploys ${stacks.join(' ')}`]);
  expect(assignments).toBeNull();
  expect(acme.simulated.calls.filter(({ service }) => service === 'sso')).toEqual([]);
});

test('a refusal of the assignments stops nothing', async () => {
  acme.simulated.failNext({ call: { action: 'sso:ListInstances', after: 0 }, kind: 'denied' });
  const happened: string[] = [];
  const { assignments } = await deployStacks({ ...asked('sso'), toolkit: recordingToolkit(happened) });
  expect(happened).toHaveLength(2);
  expect(assignments?.notAssigned.map(({ problem }) => problem.code)).toEqual(Array(4).fill('AccessDenied'));
});

test('an interrupted deployment assigns nobody and begins no further stack', async () => {
  const [happened, interrupt] = [[] as string[], new AbortController()];
  const toolkit = recordingToolkit(happened, () => interrupt.abort());
  const deploying = deployStacks({ ...asked('sso'), toolkit, interrupted: interrupt.signal });
  await expect(deploying).rejects.toBeInstanceOf(Interrupted);
  expect(happened).toEqual(['deploys acme-network acme-foundation']);
  expect(creations()).toBe(0);
});
