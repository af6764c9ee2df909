import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cdk = join(root, 'node_modules/aws-cdk/bin/cdk');

test('the stock command line of the CDK synthesises the example as Atelier does', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'atelier-cdk-')), 'acme');
  cpSync(join(root, 'examples/acme'), folder, {
    recursive: true,
    filter: (path) => !/\.atelier|\/data$|cdk\.out/.test(path),
  });
  const { app } = JSON.parse(readFileSync(join(folder, 'cdk.json'), 'utf8'));
  writeFileSync(join(folder, 'cdk.json'), JSON.stringify({ app: app.replace('../..', root) }));
  const run = (...args: string[]) =>
    execFileSync(process.execPath, [cdk, '--no-notices', '--no-version-reporting', ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, CI: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true', AWS_EC2_METADATA_DISABLED: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  const listed = run('list').trim().split('\n');

  expect(listed.slice(0, 3)).toEqual(['acme-network', 'acme-foundation', 'acme-project-sales-forecasting']);
  const ours = execFileSync(join(root, 'atelier'), ['synth', '--out', 'ours', '--json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(
    JSON.parse(ours)
      .stacks.map(({ stack }: { stack: string }) => stack)
      .toSorted(),
  ).toEqual(listed.toSorted());
  for (const file of readdirSync(join(folder, 'ours')).filter((name) => name.endsWith('.template.json'))) {
    const [theirs, own] = ['cdk.out', 'ours'].map((place) => readFileSync(join(folder, place, file), 'utf8'));
    expect(theirs === own, file).toBe(true);
  }
});
