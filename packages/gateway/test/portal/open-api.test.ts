import { apiRoutes, tokenRoutes } from '@atelier/core/contract';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { openApiOf } from '../../src/portal/open-api.ts';

const routes = { ...apiRoutes, ...tokenRoutes };
const described = openApiOf(routes);

interface Operation {
  readonly operationId: string;
  readonly 'x-atelier-action': string;
  readonly parameters: readonly { readonly name: string; readonly schema: object }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

const operations = Object.entries(described.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    path,
    method,
    operation: operation as unknown as Operation,
  })),
);

describe('the description of the API', () => {
  test('has every route of the contract, each once, with the action that it takes', () => {
    expect(operations.map(({ operation }) => operation.operationId).toSorted()).toEqual(Object.keys(routes).toSorted());
    for (const { path, method, operation } of operations) {
      const route = routes[operation.operationId as keyof typeof routes];
      expect([method.toUpperCase(), path]).toEqual([route.method, route.path.replace(/:(\w+)/g, '{$1}')]);
      expect(operation['x-atelier-action']).toBe(route.action);
    }
  });

  test('names each parameter in its path, and no other', () => {
    for (const { path, operation } of operations) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(operation.parameters.map(({ name }) => name)).toEqual(names);
    }
  });

  test('holds schemas that a validator of JSON Schema takes', () => {
    const ajv = new Ajv2020({ strict: false, schemas: [{ $id: 'whole', components: described.components }] });
    const schemas = operations.flatMap(({ operation: { parameters, requestBody, responses } }) => [
      ...parameters.map(({ schema }) => schema),
      ...Object.values(requestBody?.content ?? {}).map(({ schema }) => schema),
      ...Object.values(responses['200']?.content ?? {}).map(({ schema }) => schema),
    ]);
    for (const schema of schemas) expect(() => ajv.compile(schema)).not.toThrow();
  });

  test('accepts what a route accepts, and refuses what it refuses', () => {
    const query = operations.find(({ operation }) => operation.operationId === 'query')?.operation;
    const validate = new Ajv2020({ strict: false }).compile(
      query?.requestBody?.content['application/json']?.schema ?? {},
    );
    expect([{ sql: 'select 1' }, { sql: 1 }, {}, { sql: '', more: 1 }].map((body) => validate(body))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
