import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packConstructs } from '../../pack.ts';
import * as exported from '../../src/index.ts';

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

const constructs = fileURLToPath(new URL('../..', import.meta.url));
const root = join(constructs, '../..');
const readme = readFileSync(join(constructs, 'README.md'), 'utf8');
const [, snippet = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
const outside = mkdtempSync(join(tmpdir(), 'atelier-outside-'));
const installed = join(outside, 'node_modules/@atelier/constructs');
const resources: Resource[] = [];
let text = '';

function ofType(type: string): Resource[] {
  return resources.filter(({ Type }) => Type === type);
}

beforeAll(() => {
  const archive = packConstructs(outside);
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', archive, '-C', installed, '--strip-components', '1']);
  for (const library of ['aws-cdk-lib', 'constructs']) {
    symlinkSync(join(root, 'node_modules', library), join(outside, 'node_modules', library));
  }
  writeFileSync(join(outside, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(outside, 'studio.ts'), snippet);
  const env = { PATH: dirname(process.execPath), HOME: outside, CDK_OUTDIR: join(outside, 'cdk.out') };
  execFileSync(process.execPath, ['studio.ts'], { cwd: outside, env });
  text = readFileSync(join(outside, 'cdk.out/isolated-studio.template.json'), 'utf8');
  resources.push(...Object.values<Resource>(JSON.parse(text).Resources));
});

afterAll(() => rmSync(outside, { recursive: true }));

describe('an outside project that installs the package', () => {
  test('needs less than 30 lines', () => {
    expect(snippet.trim().split('\n').length).toBeLessThan(30);
  });

  test('type-checks against the packed declarations', () => {
    const options = [...'--noEmit --strict --skipLibCheck --module nodenext --target es2024 --types'.split(' '), ''];
    const wrong =
      "\n// @ts-expect-error a name is text\nnew StudioPerson(stack, 'No', { domainId: studio.domainId, userProfileName: 1 });\n";
    writeFileSync(join(outside, 'checked.ts'), snippet + wrong);
    const tsc = join(root, 'node_modules/.bin/tsc');
    expect(execFileSync(tsc, [...options, 'checked.ts'], { cwd: outside, encoding: 'utf8' })).toBe('');
  });

  test('gets JavaScript and declarations, no TypeScript, no tests and the licence', () => {
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
    expect(files).toContain('LICENSE');
    expect(files).toContain('dist/deployment/project-templates-handler.cjs');
    expect(files.filter((file) => /(?<!\.d)\.ts$|test/.test(file))).toEqual([]);
  });

  test('gets a Studio that is in its VPC only', () => {
    expect(ofType('AWS::SageMaker::Domain').map(({ Properties }) => Properties?.AppNetworkAccessType)).toEqual([
      'VpcOnly',
    ]);
    expect(ofType('AWS::SageMaker::UserProfile')).toHaveLength(1);
    expect(ofType('AWS::SageMaker::Space')).toHaveLength(1);
  });

  test('gets a network that nothing leads out of', () => {
    const out = [
      'InternetGateway',
      'EgressOnlyInternetGateway',
      'NatGateway',
      'EIP',
      'Route',
      'TransitGatewayAttachment',
    ];
    expect(out.flatMap((type) => ofType(`AWS::EC2::${type}`))).toEqual([]);
    expect(ofType('AWS::EC2::Subnet')).toHaveLength(2);
    expect(ofType('AWS::EC2::Subnet').filter(({ Properties }) => Properties?.MapPublicIpOnLaunch)).toEqual([]);
    expect(text).not.toContain('0.0.0.0/0');
    expect(text).not.toContain('::/0');
  });

  test('gets no function and no policy that gives everything', () => {
    expect(ofType('AWS::Lambda::Function')).toEqual([]);
    expect(text).not.toMatch(/FullAccess|AdministratorAccess/);
  });
});

test('the page names everything that the package exports', () => {
  expect(Object.keys(exported).filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});
