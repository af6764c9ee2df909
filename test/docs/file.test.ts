import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Effects } from '../../docs/generate/file/effect.ts';
import { fits } from '../../docs/generate/file/effect-of.ts';
import { filePage } from '../../docs/generate/file/file-page.ts';
import { flowEffects } from '../../docs/generate/file/flow-effects.ts';
import { optionsOf } from '../../docs/generate/file/options.ts';
import { workspaceEffects } from '../../docs/generate/file/workspace-effects.ts';
import { flowFile } from '../../packages/core/src/config/schema/flow-file.ts';
import { workspaceFile } from '../../packages/core/src/config/schema/workspace-file.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'docs/file.md'), 'utf8');

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
}

/** Every path at which the JSON Schema that editors use accepts something. */
function pathsIn({ properties = {}, additionalProperties, anyOf = [] }: Schema, path: readonly string[]): string[] {
  const named = typeof additionalProperties === 'object' ? { NAME: additionalProperties } : {};
  const below = Object.entries({ ...properties, ...named }).flatMap(([name, schema]) =>
    pathsIn(schema, [...path, name]),
  );
  return [...(path.length === 0 ? [] : [path.join('.')]), ...below, ...anyOf.flatMap((each) => pathsIn(each, path))];
}

/** Maps from names to plain values: the page tells the map, and what a value is. */
const plainMaps = ['aws.tags.NAME', 'projects.NAME.buckets.NAME'];

const files: readonly [string, string, Effects, ReturnType<typeof optionsOf>][] = [
  ['atelier.schema.json', '', workspaceEffects, optionsOf(workspaceFile)],
  ['flow.schema.json', 'flow:', flowEffects, optionsOf(flowFile)],
];

test('the page of the files is what the schemas say now: make docs writes it', () => {
  expect(page).toBe(filePage());
});

describe.each(files)('%s', (file, prefix, effects, options) => {
  const accepted = new Set(pathsIn(JSON.parse(readFileSync(join(root, 'schema', file), 'utf8')), []));

  test('has no path that the page lacks', () => {
    expect(accepted.size).toBeGreaterThan(40);
    const lost = [...accepted].filter((path) => !page.includes(`<a id="${prefix}${path}"></a>\`${path}\``));
    expect(lost.filter((path) => !plainMaps.includes(path))).toEqual([]);
  });

  test('has every option of the page', () => {
    expect(options.map(({ path }) => path.join('.')).filter((path) => !accepted.has(path))).toEqual([]);
  });

  test('has an effect on each target for each option, and none for others', () => {
    const paths = options.filter(({ accepts }) => accepts !== null).map(({ path }) => path);
    const idle = Object.keys(effects).filter((pattern) => !paths.some((path) => fits(pattern.split('.'), path)));
    const bare = paths.filter((path) => !Object.keys(effects).some((pattern) => fits(pattern.split('.'), path)));
    expect([idle, bare]).toEqual([[], []]);
  });

  test('says of each option what it is for', () => {
    expect(options.filter(({ purpose }) => purpose === '').map(({ path }) => path.join('.'))).toEqual([]);
  });
});
