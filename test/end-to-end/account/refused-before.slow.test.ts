import { holdings, newWorld, type World } from '@atelier/simulated-aws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deployedAccount, type OperatorDesk, problemOf, smallFile, yes } from './operator-desk.ts';

interface Condition {
  readonly condition: string;
  readonly command: 'deploy' | 'destroy';
  /** Puts a deployed account, or an empty one, into the condition. */
  readonly arrange: (deployed: World) => World;
  readonly file?: string;
  readonly exit: number;
  readonly code: string;
  readonly says: readonly RegExp[];
  readonly fix: RegExp;
}

const loose = { attributes: {}, stack: null, logicalId: null, createdMs: 0, status: null, madeBy: null };

function put(world: World, type: string, id: string, properties: Readonly<Record<string, string | string[]>>): World {
  world.resources.put({ ...loose, type, id, properties });
  return world;
}

function inState(world: World, status: string, ...names: readonly string[]): World {
  for (const stack of world.stacks) if (names.includes(stack.name)) Object.assign(stack, { status });
  return world;
}

function onlyOne(world: World, type: string): string {
  return world.resources.list(type)[0]?.id ?? '';
}

function withForeignMount(world: World): World {
  const FileSystemId = onlyOne(world, 'AWS::EFS::FileSystem');
  return put(world, 'AWS::EFS::MountTarget', 'fsmt-other', { FileSystemId, SecurityGroups: ['sg-other'] });
}

function withDomainIn(world: World, status: string): World {
  for (const domain of world.resources.list('AWS::SageMaker::Domain')) world.resources.put({ ...domain, status });
  return world;
}

/** An account with the role that Studio would have. */
function withRole(tags: Readonly<Record<string, string>>): World {
  const world = newWorld();
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const properties = { RoleName: 'acme-studio', Tags };
  world.resources.put({ ...loose, type: 'AWS::IAM::Role', id: 'acme-studio', properties });
  return world;
}

/** An account in which somebody ran an old `cdk bootstrap`. */
function withOldBootstrap(): World {
  return put(newWorld(), 'AWS::SSM::Parameter', '/cdk-bootstrap/hnb659fds/version', {
    ...{ Name: '/cdk-bootstrap/hnb659fds/version', Type: 'String', Value: '3' },
  });
}

const boundary = 'arn:aws:iam::123456789012:policy/ml/walls';
const boundedFile = smallFile.replace('eu-central-1', 'eu-central-1, iam: { permissionsBoundary: ml/walls }');

/** A deployed account whose roles are bounded. */
function withBoundary(world: World, arn = boundary): World {
  for (const role of world.resources.list('AWS::IAM::Role')) {
    world.resources.put({ ...role, properties: { ...role.properties, PermissionsBoundary: arn } });
  }
  return put(world, 'AWS::IAM::ManagedPolicy', arn, {});
}

const conditions: readonly Condition[] = [
  {
    ...{ condition: 'a bootstrap of its own that is not there', command: 'deploy', arrange: () => newWorld() },
    file: smallFile.replace('eu-central-1', 'eu-central-1, synthesizer: { qualifier: team }'),
    ...{ exit: 1, code: 'NotBootstrapped', says: [/"team"/, /\/cdk-bootstrap\/team\/version/] },
    fix: /^Run cdk bootstrap --qualifier team/,
  },
  {
    ...{ condition: 'a bootstrap that is too old', command: 'deploy', arrange: withOldBootstrap },
    ...{ exit: 1, code: 'NotBootstrapped', says: [/found '3'/], fix: /^Run cdk bootstrap for this account/ },
  },
  {
    ...{ condition: "somebody's domain of the same name", command: 'deploy' },
    arrange: () => put(newWorld(), 'AWS::SageMaker::Domain', 'd-other', { DomainName: 'acme', VpcId: 'vpc-other' }),
    ...{ exit: 1, code: 'DomainOfAnother', says: [/d-other \(acme\) has its name/], fix: /^Delete the domain/ },
  },
  {
    ...{ condition: 'the workspace in another region', command: 'deploy' },
    arrange: () =>
      withRole({
        'atelier:workspace': 'acme',
        'atelier:id': 'arn:aws:cloudformation:eu-west-1:123456789012:stack/acme-network/1',
      }),
    ...{ exit: 1, code: 'WorkspaceElsewhere', fix: /^Give this workspace another name/ },
    says: [
      /role\/acme-studio is in 123456789012, and no stack of acme in eu-central-1 holds it/,
      /deployed to eu-west-1/,
    ],
  },
  {
    ...{ condition: "somebody's role of the same name", command: 'deploy', arrange: () => withRole({ team: 'risk' }) },
    ...{ exit: 1, code: 'RoleOfAnother', says: [/It is somebody else's/], fix: /^Give this workspace another name/ },
  },
  {
    ...{ condition: 'a stack in UPDATE_ROLLBACK_FAILED', command: 'deploy' },
    arrange: (world) => inState(world, 'UPDATE_ROLLBACK_FAILED', 'acme-foundation'),
    ...{ exit: 2, code: 'StackStuck', says: [/acme-foundation is in UPDATE_ROLLBACK_FAILED/] },
    fix: /continue-update-rollback --stack-name acme-foundation/,
  },
  ...['CREATE_FAILED', 'UPDATE_FAILED'].map(
    (status): Condition => ({
      ...{ condition: `a stack in ${status}`, command: 'deploy' },
      arrange: (world) => inState(world, status, 'acme-foundation'),
      ...{ exit: 2, code: 'StackStuck', says: [new RegExp(`acme-foundation is in ${status}`)] },
      fix: /rollback-stack --stack-name acme-foundation/,
    }),
  ),
  {
    ...{ condition: 'a stack in a state that nobody here knows', command: 'deploy' },
    arrange: (world) => inState(world, 'IMPORT_ROLLBACK_FAILED', 'acme-foundation'),
    ...{ exit: 2, code: 'StackStuck', says: [/acme-foundation is in IMPORT_ROLLBACK_FAILED/] },
    fix: /describe-stack-events --stack-name acme-foundation/,
  },
  {
    ...{ condition: 'a boundary that nobody has made', command: 'deploy', arrange: () => newWorld() },
    file: boundedFile,
    ...{ exit: 1, code: 'BoundaryMissing', fix: /atelier rights --for boundary/ },
    says: [/bounds every role by ml\/walls/, /no policy arn:aws:iam::123456789012:policy\/ml\/walls/],
  },
  {
    ...{
      condition: 'roles that are bounded, and a file without the boundary',
      command: 'deploy',
      arrange: (world) => withBoundary(world),
    },
    ...{ exit: 1, code: 'BoundaryTakenOff', says: [/bounded by arn:aws:iam::123456789012:policy\/ml\/walls/] },
    fix: /permissionsBoundary: ml\/walls .+ delete-role-permissions-boundary --role-name acme-studio first/,
  },
  {
    ...{ condition: 'roles that somebody bounds by a policy of AWS, which no file can name', command: 'deploy' },
    arrange: (world) => withBoundary(world, 'arn:aws:iam::aws:policy/PowerUserAccess'),
    ...{ exit: 1, code: 'BoundaryTakenOff', says: [/bounded by arn:aws:iam::aws:policy\/PowerUserAccess/] },
    fix: /^If nobody is to bound them any more/,
  },
  {
    ...{ condition: 'a half-deleted stack, and a half-deleted domain', command: 'deploy' },
    arrange: (world) => withDomainIn(inState(world, 'DELETE_FAILED', 'acme-foundation'), 'Delete_Failed'),
    ...{ exit: 2, code: 'SeveralObjections', fix: /^Do what stands at each/ },
    says: [
      /^2 things stand in the way/,
      /acme-foundation is in DELETE_FAILED.+\n {2}-> Run atelier destroy/,
      /d-\w+ is half deleted: it is in Delete_Failed.+\n {2}-> Run atelier destroy/,
    ],
  },
  {
    ...{ condition: 'a file system that somebody else uses', command: 'destroy', arrange: withForeignMount },
    ...{ exit: 1, code: 'FileSystemInUse', says: [/used by somebody else: the mount target fsmt-other/] },
    fix: /^Remove those/,
  },
];

let account: OperatorDesk;
let deployed: World;
beforeAll(async () => {
  account = await deployedAccount(smallFile);
  deployed = account.simulated.world;
});
afterAll(() => account.close());

describe('what a command would fail on is refused before its first step', () => {
  test.each(conditions)('$command with $condition', async ({ command, arrange, file = smallFile, ...refused }) => {
    const world = arrange(deployed.copy());
    const before = holdings(world);
    account.simulated.enter(world);
    account.write(file);
    const answer = await account.atelierHere([command, ...yes, '--json']);
    const { code, message, fix, state } = problemOf(answer);
    const { exit, code: expected } = refused;
    expect({ exit: answer.code, code, state }).toEqual({ exit, code: expected, state: 'Nothing was changed.' });
    for (const words of refused.says) expect(message).toMatch(words);
    expect(fix).toMatch(refused.fix);
    expect(holdings(world)).toEqual(before);
  });

  const asked = [
    ['denied', 'AccessDenied', 1, /^Give the person or role/],
    ['throttle', 'Throttled', 2, /^Wait a minute/],
  ] as const;
  test.each(asked)('a question that is answered with %s is %s', async (kind, expected, exit, words) => {
    account.simulated.enter(newWorld());
    account.simulated.failNext({ call: { action: 'ssm:GetParameter', after: 0 }, kind, times: 9 });
    account.write(smallFile);
    const answer = await account.atelierHere(['deploy', ...yes, '--json'], { AWS_MAX_ATTEMPTS: '2' });
    const { code, fix, state } = problemOf(answer);
    expect({ exit: answer.code, code, state }).toEqual({ exit, code: expected, state: 'Nothing was changed.' });
    expect(fix).toMatch(words);
    expect(holdings(account.simulated.world)).toEqual([]);
  });
});
