import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesise } from '@atelier/aws';
import { Problem } from '@atelier/problem';
import { type SimulatedAccount, startSimulatedAccount } from '@atelier/simulated-aws';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { written } from '../../../aws/test/example.ts';
import { deploy } from '../../src/deploy/deploy.ts';
import { deployPreview } from '../../src/deploy/deploy-preview.ts';
import { checkTeardown } from '../../src/destroy/check-teardown.ts';
import { withLock } from '../../src/lock/with-lock.ts';
import { requireOperator } from '../../src/read/require-operator.ts';
import { clientsOf, put } from '../acme-account.ts';

const account = '123456789012';
const file = (settings = '') => `workspace: acme\naws: { region: eu-central-1${settings} }\n`;
const session = (role: string, of = account) => `arn:aws:sts::${of}:assumed-role/${role}/ann`;
const operators = (...arns: readonly string[]) =>
  `, operators: [${arns.map((arn) => `"arn:aws:iam::${account}:role/${arn}"`).join(', ')}]`;

let simulated: SimulatedAccount;
beforeEach(async () => {
  simulated = await startSimulatedAccount();
});
afterEach(() => simulated.close());

/** Clients of somebody; `path` says where IAM has the role, and without it IAM does not know the role. */
function clientsAs(caller: string, workspace = written(file()), path?: string) {
  const clients = clientsOf(simulated, workspace);
  simulated.world.accessKeys.set('AKIDREHEARSAL', caller);
  const RoleName = caller.split('/')[1] ?? '';
  if (path !== undefined) put(simulated.world, 'AWS::IAM::Role', RoleName, { RoleName, Path: path });
  return clients;
}

async function refusalOf(asking: Promise<unknown>): Promise<Problem> {
  const error = await asking.then(
    () => new Error('Nobody was refused.'),
    (refused: unknown) => refused,
  );
  if (!(error instanceof Problem)) throw error;
  return error;
}

describe('operators are', () => {
  test.each<[string, string, string, string | undefined]>([
    ['the role WORKSPACE-operator', session('acme-operator'), '', '/'],
    ['that role below the path of the file', session('acme-operator'), ', iam: { rolePath: /ml/ }', '/ml/'],
    ['that role, where its path cannot be asked for', session('acme-operator'), ', iam: { rolePath: /ml/ }', undefined],
    ["the CDK's role that deploys", session(`cdk-hnb659fds-deploy-role-${account}-eu-central-1`), '', '/'],
    [
      "that of the file's own bootstrap",
      session(`cdk-ml-deploy-role-${account}-eu-central-1`),
      ', synthesizer: { qualifier: ml }',
      '/',
    ],
    ['a role that the file names', session('Admin'), operators('Admin'), '/'],
    [
      'a permission set that the file names',
      session('AWSReservedSSO_Ops_0a1b2c3d'),
      operators('aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Ops_0a1b2c3d'),
      '/aws-reserved/sso.amazonaws.com/eu-central-1/',
    ],
  ])('%s', async (_, caller, settings, path) => {
    const workspace = written(file(settings));
    expect(await requireOperator(workspace, clientsAs(caller, workspace, path))).toEqual({ account, arn: caller });
  });
});

describe('nobody else is:', () => {
  test.each<[string, string, string, string | undefined, RegExp]>([
    ['the root user', `arn:aws:iam::${account}:root`, '', undefined, /:root, which is no role/],
    ['a user', `arn:aws:iam::${account}:user/acme-operator`, '', undefined, /user\/acme-operator, which is no role/],
    ['a federated user', `arn:aws:sts::${account}:federated-user/acme-operator`, '', undefined, /which is no role/],
    ['an administrator', session('Admin'), '', '/', /of the role arn:aws:iam::123456789012:role\/Admin/],
    ['a role whose path cannot be asked for', session('Admin'), '', undefined, /assumed-role\/Admin\/ann\. /],
    ['a role of its name elsewhere', session('acme-operator'), '', '/other/', /role\/other\/acme-operator/],
    ['a role whose name goes on', session('acme-operator-2'), '', '/', /acme-operator-2/],
    ['a role in other letters', session('ACME-operator'), '', '/', /ACME-operator/],
    ["the CDK's role that looks up", session(`cdk-hnb659fds-lookup-role-${account}-eu-central-1`), '', '/', /lookup/],
    [
      'the usual operator, where the file names others',
      session('acme-operator'),
      operators('Admin'),
      '/',
      /role\/Admin/,
    ],
    ['a person', session('acme-person-ann'), '', '/', /acme-person-ann/],
  ])('%s', async (_, caller, settings, path, message) => {
    const workspace = written(file(settings));
    const refused = await refusalOf(requireOperator(workspace, clientsAs(caller, workspace, path)));
    expect(refused).toMatchObject({ code: 'NotAnOperator', whose: 'yours', state: 'Nothing was changed.' });
    expect(refused.message).toMatch(message);
  });

  test('somebody in another account', async () => {
    const workspace = written(file(', account: "111122223333"'));
    const refused = await refusalOf(requireOperator(workspace, clientsAs(session('acme-operator'), workspace)));
    expect(refused).toMatchObject({ code: 'WrongAccount' });
  });
});

describe('the line of the fix', () => {
  const lineOf = ({ fix }: Problem) => /aws: \{ (operators: .*\]) \}/.exec(fix)?.[1] ?? '';

  test.each([
    ['where the file names none', ''],
    ['where it names others', operators('Deployers')],
  ])('lets the caller in, and those whom the file let in before, %s', async (_, settings) => {
    const before = written(file(settings));
    const clients = clientsAs(session('Admin'), before, '/ops/');
    const after = written(file(`, ${lineOf(await refusalOf(requireOperator(before, clients)))}`));
    await requireOperator(after, clients);
    await requireOperator(after, clientsAs(session(settings === '' ? 'acme-operator' : 'Deployers'), after, '/'));
  });

  test('says how to find the path where IAM did not tell it', async () => {
    const { fix } = await refusalOf(requireOperator(written(file()), clientsAs(session('AWSReservedSSO_Ops_0a'))));
    expect(fix).toContain('aws iam get-role --role-name AWSReservedSSO_Ops_0a --query Role.Arn');
  });
});

describe('a caller who is no operator is refused before anything is changed, by', () => {
  const workspace = written(file());
  const told = () => undefined;

  async function deployed(): Promise<unknown> {
    const folder = await mkdtemp(join(tmpdir(), 'atelier-operator-'));
    try {
      await synthesise(workspace, { folder });
      return await deploy({ workspace, folder, concurrency: 1 }, told);
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  test.each<[string, (clients: ReturnType<typeof clientsAs>) => Promise<unknown>]>([
    ['deploy', deployed],
    ['the preview of deploy', () => deployPreview(workspace, [])],
    ['destroy', (clients) => checkTeardown(workspace, {} as never, clients)],
    ['the lock of both', () => withLock({ workspace, doing: 'destroy', told }, async () => undefined)],
  ])('%s', async (_, asking) => {
    const refused = await refusalOf(asking(clientsAs(session('Admin'), workspace, '/')));
    expect(refused.code).toBe('NotAnOperator');
    expect(simulated.calls.map(({ action }) => action)).toEqual(['GetCallerIdentity', 'GetRole']);
  });
});
