import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, packageNames, present, root } from './sources.ts';

/** The files that `@atelier/…` stands for, by each package's entries. */
const entries = new Map(
  packageNames.flatMap((name) => {
    const { exports = {} } = JSON.parse(readFileSync(join(root, `packages/${name}/package.json`), 'utf8'));
    return Object.entries<string>(exports).map(([entry, file]) => [
      join('@atelier', name, entry),
      join(`packages/${name}`, file),
    ]);
  }),
);

const files = present.filter((file) => file.endsWith('.ts'));
const imports = new Map(
  files.map((file) => [
    file,
    importsOf(file).flatMap((specifier) => {
      if (specifier.startsWith('.')) return [join(dirname(file), specifier)];
      return entries.get(specifier) ?? [];
    }),
  ]),
);

/** Where people, builds and measurements begin; tests are none of them. */
const beginnings = [
  'packages/cli/src/main.ts',
  'packages/constructs/src/index.ts',
  'packages/gateway/src/main.ts',
  'packages/local/list-functions.ts',
  'schema/write.ts',
  ...files.filter((file) => file.startsWith('bench/')),
];

function reachedFrom(first: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [...first];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    open.push(...(imports.get(file) ?? []));
  }
  return reached;
}

/** Ready before anybody asks for it, with the reason. */
const awaited: Readonly<Record<string, string>> = {
  'packages/local/src/workflow/answer-task.ts': 'no flow waits for the answer of a person; a promotion does',
};

test('no source file is there for tests alone', () => {
  const reached = reachedFrom(beginnings);
  const alone = files.filter((file) => /^packages\/[^/]+\/src\/.*(?<!\.d)\.ts$/.test(file) && !reached.has(file));
  expect(alone).toEqual(Object.keys(awaited));
});

test('no file imports itself by way of others', () => {
  const circular = files.filter((file) => reachedFrom(imports.get(file) ?? []).has(file));
  expect(circular).toEqual([]);
});
