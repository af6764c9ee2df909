import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { jsonSchemas } from '../../../src/config/schema/json-schema.ts';

const root = join(import.meta.dirname, '../../../../..');
const schemas = jsonSchemas();
// `examples` is a keyword of JSON Schema that this validator does not list among its own.
const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
const workspace = ajv.compile(JSON.parse(schemas['atelier.schema.json']));
const flow = ajv.compile(JSON.parse(schemas['flow.schema.json']));

test.each(['atelier.schema.json', 'flow.schema.json'] as const)('schema/%s is current', (file) => {
  const committed = readFileSync(join(root, 'schema', file), 'utf8');
  expect(committed === schemas[file], `schema/${file} is not current: run \`npm run schema\``).toBe(true);
});

const examples: readonly [string, ValidateFunction][] = [
  ['examples/smallest/atelier.yaml', workspace],
  ['examples/acme/atelier.yaml', workspace],
  ['examples/acme/flows/sales-forecasting.yaml', flow],
];

test.each(examples)('%s follows the JSON Schema', (file, validate) => {
  validate(parse(readFileSync(join(root, file), 'utf8')));
  expect(validate.errors).toBeNull();
});

const refused: readonly [string, ValidateFunction][] = [
  ['{ workspace: acme, studo: {} }', workspace],
  ['{ workspace: Acme }', workspace],
  ['{ workspace: acme, people: { ana: { role: boss } } }', workspace],
  ['{ workspace: acme, people: { Ana: { role: admin } } }', workspace],
  ['{ workspace: acme, network: { zones: 7 } }', workspace],
  ['{ workspace: acme, packages: { allow: [a1, a1] } }', workspace],
  ['{ flow: sales, inputs: { sales: { file: s.csv } } }', flow],
  ['{ flow: sales, inputs: { sales: { file: s.csv } }, forecast: { horizon: 501 } }', flow],
];

test.each(refused)('an editor marks %s', (text, validate) => {
  expect(validate(parse(text))).toBe(false);
});

/** Every part of a schema, by its path. */
function parts(schema: unknown, path: string): readonly (readonly [string, Record<string, unknown>])[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const inner = Object.entries(schema).flatMap(([key, value]) => parts(value, `${path}/${key}`));
  return [[path, schema as Record<string, unknown>], ...inner];
}

test.each(Object.entries(schemas))('%s describes every setting and closes every section', (_, text) => {
  const all = parts(JSON.parse(text), '');
  const settings = all.filter(([path]) => /\/properties\/\w+$/.test(path));
  const columns = /\/(columns|constants)\/properties\/\w+$/;
  const silent = settings.filter(([path, part]) => part.description === undefined && !columns.test(path));
  const open = all.filter(
    ([, part]) => part.properties !== undefined && part.additionalProperties !== false && part.type === 'object',
  );
  expect(settings.length).toBeGreaterThan(30);
  expect(silent.map(([path]) => path)).toEqual([]);
  expect(open.map(([path]) => path)).toEqual([]);
});

test('every default follows the schema that it stands in', () => {
  for (const text of Object.values(schemas)) {
    for (const [path, part] of parts(JSON.parse(text), '').filter(([, part]) => part.default !== undefined)) {
      const validate = ajv.compile(part);
      expect(validate(part.default), `${path}: ${JSON.stringify(validate.errors)}`).toBe(true);
    }
  }
});
