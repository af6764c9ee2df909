import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clientEnvironment, holdings, type SimulatedAccount, startSimulatedAccount } from '@atelier/simulated-aws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const example = join(root, 'examples/acme');

/** Notes every connection that leaves this machine. */
const watch = `
const { Socket } = require('node:net');
const { appendFileSync } = require('node:fs');
const { connect } = Socket.prototype;
Socket.prototype.connect = function (...args) {
  const { host, path } = [args[0]].flat()[0];
  if (!path && host !== '127.0.0.1' && host !== 'localhost') appendFileSync(process.env.OUTSIDE, host + '\\n');
  return connect.apply(this, args);
};
`;

interface Answer {
  readonly code: number;
  /** Both streams: what the CDK writes where depends on who listens. */
  readonly said: string;
}

/** A folder with a CDK app, and a simulated account that its commands reach and no other. */
interface AppFolder {
  readonly path: string;
  readonly simulated: SimulatedAccount;
  /** Command lines so far, as a person would have typed them. */
  readonly typed: string[];
  /** The stock command line; `synthesised`: the app is not run again. */
  cdk(line: string, options?: { synthesised: boolean }): Promise<Answer>;
  atelier(line: string): Promise<Answer>;
  /** Names of hosts outside this machine that were called. */
  calledOutside(): string;
  close(): Promise<void>;
}

async function appFolder(): Promise<AppFolder> {
  const simulated = await startSimulatedAccount();
  simulated.signIn('acme-operator');
  const path = mkdtempSync(join(tmpdir(), 'atelier-stock-cdk-'));
  const outside = join(path, 'outside.log');
  writeFileSync(join(path, 'watch.cjs'), watch);
  const env = {
    // Where CI is set the CDK asks for no notices by itself; a person has to say so.
    ...clientEnvironment(process.env, { url: simulated.url, region: 'eu-central-1', folder: join(path, 'home') }),
    ...{ CI: undefined, NODE_OPTIONS: `--require ${join(path, 'watch.cjs')}`, OUTSIDE: outside },
  };
  const typed: string[] = [];
  const run = (command: string, line: string, options: readonly string[] = []) => {
    const args = line.split(' ');
    typed.push([command, ...args].join(' '));
    const program = command === 'cdk' ? join(root, 'node_modules/.bin/cdk') : join(root, command);
    return new Promise<Answer>((resolve) => {
      execFile(program, [...args, ...options], { cwd: path, env, maxBuffer: 2 ** 26 }, (error, out, err) =>
        resolve({ code: error === null ? 0 : Number(error.code), said: `${out}${err}` }),
      );
    });
  };
  return {
    ...{ path, simulated, typed },
    cdk: (line, { synthesised } = { synthesised: false }) =>
      run('cdk', line, ['--no-notices', ...(synthesised ? ['--app', 'cdk.out'] : [])]),
    atelier: (line) => run('atelier', line),
    calledOutside: () => (existsSync(outside) ? readFileSync(outside, 'utf8') : ''),
    close: async () => {
      await simulated.close();
      rmSync(path, { recursive: true });
    },
  };
}

/** Stacks that are there with their states. */
function stacksOf({ world }: SimulatedAccount): Readonly<Record<string, string>> {
  const there = world.stacks.filter(({ name, status }) => name !== 'CDKToolkit' && status !== 'DELETE_COMPLETE');
  return Object.fromEntries(there.map(({ name, status }) => [name, status]));
}

function countOf({ world }: SimulatedAccount, type: string): number {
  return world.resources.list(type).length;
}

/** The CDK leaves its templates in its own bucket. */
function isStaged(line: string): boolean {
  return line.startsWith('object cdk-');
}

const synthesised = { synthesised: true };
const deploy = 'deploy --all --require-approval never --concurrency 8';
const destroy = 'destroy --all --force --concurrency 8';

describe('the stock command line of the CDK, with the example', () => {
  let app: AppFolder;
  let stacks: readonly string[] = [];
  /** Things that the account held before the first deployment. */
  let bootstrapped: readonly string[] = [];

  beforeAll(async () => {
    app = await appFolder();
    cpSync(join(example, 'flows'), join(app.path, 'flows'), { recursive: true });
    const file = readFileSync(join(example, 'atelier.yaml'), 'utf8');
    writeFileSync(join(app.path, 'atelier.yaml'), file.replace('studio:', 'studio:\n  homeFolders: delete'));
    const { app: command } = JSON.parse(readFileSync(join(example, 'cdk.json'), 'utf8'));
    writeFileSync(join(app.path, 'cdk.json'), JSON.stringify({ app: command.replace('../..', root) }));
  });
  afterAll(() => app.close());

  test('bootstraps the account and lists the stacks', async () => {
    expect(await app.cdk('bootstrap')).toMatchObject({ code: 0 });
    bootstrapped = holdings(app.simulated.world);
    const listed = await app.cdk('list', synthesised);
    stacks = listed.said.trim().split('\n');
    expect(stacks).toHaveLength(7);
  });

  test('compares with an empty account without a warning, and makes nothing', async () => {
    const { code, said } = await app.cdk('diff', synthesised);
    expect({ code, said }).toMatchObject({ code: 0, said: expect.stringMatching(/stacks with differences: 7$/m) });
    expect(said).not.toMatch(/^\S*WARNING/im);
    expect(stacksOf(app.simulated)).toEqual({});
  });

  test('deploys every stack, after which nothing differs and nothing has drifted', async () => {
    expect(await app.cdk(deploy, synthesised)).toMatchObject({ code: 0 });
    expect(stacksOf(app.simulated)).toEqual(Object.fromEntries(stacks.map((name) => [name, 'CREATE_COMPLETE'])));
    expect(countOf(app.simulated, 'AWS::SageMaker::UserProfile')).toBe(4);
    expect((await app.cdk('diff', synthesised)).said).toMatch(/stacks with differences: 0$/m);
    expect((await app.cdk('drift', synthesised)).said).toMatch(/resources with drift: 0$/m);
  });

  test('has deployed what `atelier deploy` would: that finds nothing to change', async () => {
    const { code, said } = await app.atelier('deploy atelier.yaml --account 123456789012 --yes');
    expect(code).toBe(0);
    expect(said.match(/^acme-\S+ {2,}unchanged$/gm)).toHaveLength(7);
  });

  test('one person more is one stack to compare and to deploy', async () => {
    const file = join(app.path, 'atelier.yaml');
    const viewer = '{ role: viewer }';
    writeFileSync(file, readFileSync(file, 'utf8').replace(viewer, `${viewer}\n  guest: ${viewer}`));
    expect((await app.cdk('diff')).said).toMatch(/stacks with differences: 1$/m);
    const { code, said } = await app.cdk(deploy, synthesised);
    expect(code).toBe(0);
    const done = [...said.matchAll(/✅ {2}(\S+)( \(no changes\))?$/gm)];
    expect(done.filter(([, , unchanged]) => unchanged === undefined).map(([, name]) => name)).toEqual([
      expect.stringMatching(/^acme-people-\d\d$/),
    ]);
    expect(countOf(app.simulated, 'AWS::SageMaker::UserProfile')).toBe(5);
  });

  test('destroys people and projects, stops at the kept domain and leaves the network whole', async () => {
    const endpoints = countOf(app.simulated, 'AWS::EC2::VPCEndpoint');
    const { code, said } = await app.cdk(destroy, synthesised);
    expect({ code, said }).toMatchObject({ code: 1, said: expect.stringMatching(/StudioLifecycleConfig.*used by d-/) });
    expect(stacksOf(app.simulated)).toEqual({ 'acme-network': 'CREATE_COMPLETE', 'acme-foundation': 'DELETE_FAILED' });
    expect(countOf(app.simulated, 'AWS::EC2::VPCEndpoint')).toBe(endpoints);
    for (const [type, kept] of [
      ['AWS::SageMaker::Domain', 1],
      ['AWS::SageMaker::UserProfile', 5],
      ['AWS::SageMaker::Space', 5],
      ['AWS::CodeCommit::Repository', 1],
      ['AWS::EFS::MountTarget', 2],
    ] as const)
      expect([type, countOf(app.simulated, type)]).toEqual([type, kept]);
  });

  test('does not deploy over what was kept, and says what is in the way', async () => {
    const { code, said } = await app.cdk(deploy, synthesised);
    // Several stacks are refused at the same time, and the CDK ends with what the first one said.
    const inTheWay = /acme-foundation\S* is in DELETE_FAILED state and can not be updated|already exists/;
    expect({ code, said }).toMatchObject({ code: 1, said: expect.stringMatching(inTheWay) });
    const deployed = Object.entries(stacksOf(app.simulated)).filter(([, status]) => status === 'CREATE_COMPLETE');
    expect(deployed).toEqual([['acme-network', 'CREATE_COMPLETE']]);
  });

  test('`atelier destroy` goes on from there and leaves nothing, after which it deploys again', async () => {
    const { code, said } = await app.atelier('destroy atelier.yaml --account 123456789012 --yes --stores delete');
    expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('Nothing is left.') });
    const left = holdings(app.simulated.world).filter((line) => !bootstrapped.includes(line) && !isStaged(line));
    // AWS takes a month to delete a key.
    expect(left).toEqual([expect.stringMatching(/^AWS::KMS::Key .* PendingDeletion /)]);
    expect(await app.cdk(deploy, synthesised)).toMatchObject({ code: 0 });
  });

  test('calls nobody but the account, and nothing there that the rehearsal does not know', () => {
    expect(app.calledOutside()).toBe('');
    expect(app.simulated.calls.filter(({ outcome }) => outcome === 'refused')).toEqual([]);
  });

  test('has run every command that the page names', () => {
    const page = readFileSync(join(root, 'docs/plain-cdk.md'), 'utf8');
    const named = [...page.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, lines = '']) => lines.trim().split('\n'));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((line) => !app.typed.includes(line))).toEqual([]);
  });
});

describe('the stock command line of the CDK, with an app of constructs alone', () => {
  let app: AppFolder;

  beforeAll(async () => {
    app = await appFolder();
    const readme = readFileSync(join(root, 'packages/constructs/README.md'), 'utf8');
    const [, snippet = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
    mkdirSync(join(app.path, 'node_modules/@atelier'), { recursive: true });
    symlinkSync(join(root, 'packages/constructs'), join(app.path, 'node_modules/@atelier/constructs'));
    symlinkSync(join(root, 'node_modules/aws-cdk-lib'), join(app.path, 'node_modules/aws-cdk-lib'));
    writeFileSync(join(app.path, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(app.path, 'studio.ts'), snippet);
    writeFileSync(join(app.path, 'cdk.json'), JSON.stringify({ app: 'node studio.ts' }));
  });
  afterAll(() => app.close());

  test('deploys it', async () => {
    expect(await app.cdk('bootstrap')).toMatchObject({ code: 0 });
    expect(await app.cdk(deploy, synthesised)).toMatchObject({ code: 0 });
    expect(stacksOf(app.simulated)).toEqual({ 'isolated-studio': 'CREATE_COMPLETE' });
  });

  test('keeps the Studio when it is destroyed, and with it the subnets of its home folders', async () => {
    const { code, said } = await app.cdk(destroy, synthesised);
    expect({ code, said }).toMatchObject({
      code: 1,
      said: expect.stringMatching(/AWS::EC2::Subnet.*has dependencies/),
    });
    expect(stacksOf(app.simulated)).toEqual({ 'isolated-studio': 'DELETE_FAILED' });
    expect(countOf(app.simulated, 'AWS::SageMaker::Space')).toBe(1);
    expect(countOf(app.simulated, 'AWS::EC2::VPCEndpoint')).toBe(0);
  });
});
