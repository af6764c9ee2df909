/** The plan of the example against the bare synthesis of its stacks, and workspaces of growing size. Prints JSON. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const here = import.meta.dirname;
const root = join(here, '../..');
const node = join(root, 'node_modules/.bin/node');
const example = join(root, 'examples/acme/atelier.yaml');
const repetitions = 9;
const people = [10, 100, 1000];
const projects = [1, 10, 100];

function output(file: string, ...args: string[]): string {
  const env = { ...process.env, NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled') };
  return execFileSync(node, [file, ...args], {
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 28,
  });
}

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

const command = () => output(join(root, 'packages/cli/src/main.ts'), 'plan', example, '--json');
command();
const commandSeconds = median(Array.from({ length: repetitions }, () => seconds(command)));
const oneProcess = JSON.parse(output(join(here, 'one-process.ts'), example, String(repetitions)));
const sizes = people.flatMap((count) =>
  projects.map((many) => JSON.parse(output(join(here, 'one-size.ts'), String(count), String(many)))),
);
process.stdout.write(
  JSON.stringify({ example: { commandSeconds: rounded(commandSeconds), ...oneProcess }, sizes }, null, 2),
);
