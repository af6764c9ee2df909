import { expect, test } from 'vitest';
import * as z from 'zod';
import { apiRoutes } from '../../src/contract/api-routes.ts';
import { controlRoutes } from '../../src/contract/control-routes.ts';
import { projectNamed, projectParams } from '../../src/contract/request-parts.ts';
import { documentRoute, linesRoute, pathOf } from '../../src/contract/route.ts';

const declared = {
  method: 'GET',
  path: '/projects/:project/jobs',
  params: projectParams,
  body: z.undefined(),
  answer: z.string(),
} as const;

test('a route that names its action and its resource compiles', () => {
  expect(documentRoute({ ...declared, action: 'job.see', resource: projectNamed }).answers).toBe('once');
});

test('a route that leaves one out, or names what nobody decides about, does not compile', () => {
  // @ts-expect-error: no action
  documentRoute({ ...declared, resource: projectNamed });
  // @ts-expect-error: no resource
  documentRoute({ ...declared, action: 'job.see' });
  // @ts-expect-error: neither
  linesRoute({ ...declared });
  // @ts-expect-error: an action that no table knows
  documentRoute({ ...declared, action: 'job.admire', resource: projectNamed });
  // @ts-expect-error: no action at all
  linesRoute({ ...declared, action: undefined, resource: projectNamed });
  // @ts-expect-error: a resource that nobody decides about
  documentRoute({ ...declared, action: 'job.see', resource: () => ({ kind: 'galaxy' }) });
  // @ts-expect-error: a resource made of a parameter that the route does not have
  documentRoute({ ...declared, action: 'job.see', resource: ({ flow }) => ({ kind: 'project', project: flow }) });
});

const routes = Object.values({ ...apiRoutes, ...controlRoutes });

test('no two routes have the same method and path', () => {
  const addresses = routes.map(({ method, path }) => `${method} ${path}`);
  expect(addresses.length).toBeGreaterThan(5);
  expect(new Set(addresses).size).toBe(addresses.length);
});

test.each([
  ['sales', '/projects/sales/sql'],
  ['../../stop', '/projects/..%2F..%2Fstop/sql'],
  ['sales/sql?x=', '/projects/sales%2Fsql%3Fx%3D/sql'],
  ['$&', '/projects/%24%26/sql'],
])('the path of a request about "%s" stays one of its route', (project, path) => {
  expect(pathOf(apiRoutes.query, { project })).toBe(path);
});

test.each(['sales', 'sales-forecasting', 'Sales', 'Füße.2_x', '0'])(
  '"%s" is a name, whether or not something is called so',
  (name) => {
    expect(projectParams.safeParse({ project: name }).success).toBe(true);
  },
);

test.each([
  '',
  '.',
  '..',
  '-x',
  'a/b',
  'a\\b',
  'a b',
  'a%2fb',
  'a\u0000',
  'a\n',
  'a\u202eb',
  'a\u200b',
  'x'.repeat(65),
  'a:b',
  'a?b',
  'a#b',
])('%j is no name in a path', (name) => {
  expect(projectParams.safeParse({ project: name }).success).toBe(false);
});
