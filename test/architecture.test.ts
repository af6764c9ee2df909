import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf, present, root } from './sources.ts';

const code = present.filter((file) => /\.(ts|tsx|py)$/.test(file));
const sources = code.filter((file) => /^packages\/[^/]+\/src\//.test(file));

/** The services of AWS that a deployment touches. */
const awsClients = [
  'cloudformation',
  'cloudwatch-logs',
  'codecommit',
  'ec2',
  'efs',
  'iam',
  'identitystore',
  'kms',
  'redshift-serverless',
  's3',
  'sagemaker',
  'ssm',
  'sso-admin',
  'sts',
].map((service) => `@aws-sdk/client-${service}`);

/** Which package may import which, and which libraries; a new arrow needs a decision record first. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  problem: [],
  audit: ['@atelier/problem'],
  'aws-regions': [],
  core: [
    '@atelier/aws-regions',
    '@atelier/problem',
    'asl-validator',
    'decimal.js',
    'fastest-levenshtein',
    'ipaddr.js',
    'yaml',
    'zod',
  ],
  constructs: ['aws-cdk-lib', 'constructs'],
  cloudformation: ['@atelier/problem', '@aws-cdk/aws-service-spec', 'ipaddr.js', 'yaml'],
  proofs: ['@atelier/aws-regions', '@atelier/cloudformation', '@atelier/problem', 'yaml'],
  aws: [
    '@atelier/aws-regions',
    '@atelier/cloudformation',
    '@atelier/constructs',
    '@atelier/core',
    '@atelier/problem',
    '@atelier/proofs',
    'aws-cdk-lib',
    'constructs',
    'yaml',
  ],
  'aws-account': [
    '@atelier/aws',
    '@atelier/aws-regions',
    '@atelier/cloudformation',
    '@atelier/core',
    '@atelier/problem',
    '@aws-cdk/toolkit-lib',
    ...awsClients,
  ],
  'simulated-aws': [
    '@atelier/cloudformation',
    '@atelier/proofs',
    ...awsClients,
    '@aws-sdk/client-cloudtrail',
    '@aws-sdk/client-ecr',
    '@aws-sdk/core',
    '@smithy/core',
    '@smithy/types',
    'fast-xml-parser',
  ],
  rehearsal: [
    ...['@atelier/aws', '@atelier/aws-account', '@atelier/core', '@atelier/problem', '@atelier/simulated-aws'],
    ...['@aws-sdk/client-s3', '@aws-sdk/client-sts'],
  ],
  local: ['@atelier/audit', '@atelier/core', '@atelier/problem', '@duckdb/node-api', '@hono/node-server', 'hono'],
  gateway: [
    ...['@atelier/audit', '@atelier/core', '@atelier/local', '@atelier/problem'],
    ...['@hono/node-server', '@simplewebauthn/server', 'hono', 'oidc-provider', 'openid-client', 'zod'],
  ],
  cli: [
    '@atelier/audit',
    '@atelier/aws',
    '@atelier/aws-account',
    '@atelier/core',
    '@atelier/local',
    '@atelier/problem',
    '@atelier/proofs',
    '@atelier/rehearsal',
    'commander',
    'csv-stringify',
    'table',
  ],
};

/** Inside core a folder imports only from folders to its left. */
const coreOrder = [
  'model',
  'config',
  'required-services',
  'access',
  'journeys',
  'blueprint',
  'cost',
  'workflow',
  'report',
  'contract',
];

/** The only file of core that touches the disk. */
const coreDisk = 'packages/core/src/config/reading/load.ts';

const vagueNames = /(^|[-_])(utils?|helpers?|common|misc|shared|base|manager|service-impl|impl)$|^types$/;

function packageOf(file: string): string {
  return file.split('/')[1] ?? '';
}

function libraryOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

describe('arrows', () => {
  test('every package is in the table', () => {
    expect([...new Set(sources.map(packageOf))].toSorted()).toEqual(Object.keys(mayImport).toSorted());
  });

  test.each(Object.entries(mayImport))('%s imports what it may, and nothing else', (name, allowed) => {
    const wrong = sources
      .filter((file) => packageOf(file) === name)
      .flatMap((file) => importsOf(file).map((specifier) => ({ file, specifier })))
      .filter(({ specifier }) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
      .filter(({ specifier }) => !allowed.includes(libraryOf(specifier)));
    expect(wrong).toEqual([]);
  });

  test("no file reaches into another package past that package's entries", () => {
    const entries = Object.keys(mayImport).flatMap((name) => {
      const { exports } = JSON.parse(readFileSync(join(root, `packages/${name}/package.json`), 'utf8'));
      return Object.keys(exports ?? {}).map((entry) => join('@atelier', name, entry));
    });
    const wrong = sources.flatMap((file) =>
      importsOf(file).filter((specifier) => {
        if (specifier.startsWith('@atelier/')) return !entries.includes(specifier);
        return specifier.startsWith('.') && packageOf(join(dirname(file), specifier)) !== packageOf(file);
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('inside core, folders import to the left only', () => {
    const wrong = sources
      .filter((file) => file.startsWith('packages/core/src/'))
      .flatMap((file) => importsOf(file).map((specifier) => ({ from: file, to: join(dirname(file), specifier) })))
      .filter(({ from, to }) => {
        const [here, there] = [from, to].map((path) => coreOrder.indexOf(path.split('/')[3] ?? ''));
        return here !== undefined && there !== undefined && here !== -1 && there > here;
      });
    expect(wrong).toEqual([]);
  });
});

describe('edges', () => {
  test('core touches the disk in one file, and never the network or a process', () => {
    const edges = /^node:(fs|net|http|child_process|os|process|worker_threads)/;
    const touching = sources.filter(
      (file) => packageOf(file) === 'core' && importsOf(file).some((name) => edges.test(name)),
    );
    expect(touching).toEqual([coreDisk]);
  });

  test('only the command line knows arguments, environment, output and exit codes', () => {
    const terminal = /process\.(argv|env|stdout|stderr|exit|exitCode|cwd)|console\./;
    const knowing = sources.filter((file) => terminal.test(readFileSync(join(root, file), 'utf8')));
    expect(knowing).toEqual(['packages/cli/src/main.ts']);
  });
});

test("a warehouse's process loads of core the problems alone, so that it is soon there again", () => {
  const loaded = new Set<string>();
  const visit = (file: string) => {
    if (loaded.has(file)) return;
    loaded.add(file);
    const text = readFileSync(join(root, file), 'utf8');
    const values = [...text.matchAll(/^import (?!type )[^;]*?from '([^']+)'/gm)].map(([, specifier = '']) => specifier);
    for (const specifier of values.filter((name) => name.startsWith('.'))) visit(join(dirname(file), specifier));
    expect([file, values.includes('@atelier/core')]).toEqual([file, false]);
  };
  visit('packages/local/src/warehouse/process/main.ts');
  expect(loaded.size).toBeGreaterThan(20);
});

describe('files', () => {
  test('none has more than 300 lines', () => {
    const long = code.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length - 1 > 300);
    expect(long).toEqual([]);
  });

  test('none has a name that says nothing', () => {
    expect(code.filter((file) => vagueNames.test(basename(file).replace(/(\.test)?\.\w+$/, '')))).toEqual([]);
  });

  test('none names a path of the machine it was written on, or a place to download from', () => {
    const text = present.filter((file) => !file.startsWith('LICENSE'));
    const wrong = text.filter((file) =>
      /(^|[^\w.])\/(work|root|home)\/\w|https?:\/\/[^\s")]+\.(whl|tgz|tar\.gz)/.test(
        readFileSync(join(root, file), 'utf8'),
      ),
    );
    expect(wrong).toEqual([]);
  });
});

test('no two source files export a type of the same name', () => {
  const exported = sources.flatMap((file) =>
    [
      ...readFileSync(join(root, file), 'utf8').matchAll(/^export (?:interface|type|(?:abstract )?class|enum) (\w+)/gm),
    ].map(([, name = '']) => ({ name, file })),
  );
  const twice = [...Map.groupBy(exported, ({ name }) => name).values()].filter((files) => files.length > 1);
  expect(twice.flat()).toEqual([]);
});
