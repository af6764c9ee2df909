import { apiRoutes, pathOf } from '@atelier/core/contract';
import { afterAll, describe, expect, test } from 'vitest';
import { originText } from '../../src/origins/known-origins.ts';
import { crowd, crowdedWorkspace, personIn } from '../crowd.ts';
import { judged } from '../judged.ts';
import { testCookie, testGateway } from '../test-gateway.ts';

const projects = ['acme', 'beta'] as const;
const open = await testGateway();

afterAll(() => open.close());

describe('a space', () => {
  const spaces = crowd.filter(({ of }) => of !== 'none');
  const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

  test('is open to its own person alone, at its origin and by its path', async () => {
    const { url, gateway } = open;
    const wrong: string[] = [];
    for (const space of spaces) {
      const { host } = new URL(originText({ kind: 'space', person: space.name, project: space.of }, url));
      const places = [{ host, path: '/lab' }, { path: `/spaces/${space.name}/${space.of}/lab` }];
      for (const person of [...crowd.map(({ name }) => name), 'stranger', undefined]) {
        for (const place of places) {
          for (const method of methods) {
            const became = await judged(open, person, { ...place, method });
            const refused = person === undefined ? 401 : 403;
            const expected = person === space.name ? gateway.door.places.space(space.name, space.of) : refused;
            if (became !== expected) wrong.push(`${person} ${method} ${JSON.stringify(place)}: ${became}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test('is not open to its person in a project that they are not of, nor to the owner', async () => {
    for (const { name, of } of spaces) {
      const other = of === 'acme' ? 'beta' : 'acme';
      expect(await judged(open, name, { path: `/spaces/${name}/${other}/lab` })).toBe(403);
      expect(await judged(open, 'owner', { path: `/spaces/${name}/${of}/lab` })).toBe(403);
    }
  });

  test('is open to a token of its project, not to one that reads alone, nor to one of another project', async () => {
    for (const { name, of } of spaces) {
      const path = `/spaces/${name}/${of}/lab`;
      const other = of === 'acme' ? 'beta' : 'acme';
      const became = [];
      for (const narrowed of [
        { scope: 'read', project: null },
        { scope: 'read', project: of },
        { scope: 'all', project: other },
        { scope: 'all', project: of },
      ] as const)
        became.push(await judged(open, name, { path, narrowed }));
      expect(became).toEqual([403, 403, 403, open.gateway.door.places.space(name, of)]);
    }
  });
});

describe('a space', () => {
  const { places } = open.gateway.door;
  const { openSpace: start, stopSpace: stop, runNotebook: run } = apiRoutes;

  test.each(crowd)(
    'of $name is started by nobody else, runs notebooks of nobody else, and is stopped by admins besides',
    async ({ name: whose }) => {
      const params = { person: whose, project: 'acme' };
      for (const { name, role, of } of crowd) {
        const asked = [start, run, stop].map((route) => ({ method: route.method, path: pathOf(route, params) }));
        const became = await Promise.all(asked.map((one) => judged(open, name, one)));
        const own = name === whose;
        const mayStart = own && of === 'acme';
        const begun = mayStart ? places.api : 403;
        expect([name, became]).toEqual([name, [begun, begun, own || role === 'admin' ? places.api : 403]]);
      }
    },
  );
});

describe('a shared space', () => {
  const { url, gateway } = open;
  const { places } = gateway.door;
  const lab = (project: string) => [
    { host: new URL(originText({ kind: 'shared-space', project }, url)).host, path: '/lab' },
    { path: `/projects/${project}/space/lab` },
  ];

  test.each(projects)('of %s is open to its members, at its origin and by its path, and to nobody else', async (of) => {
    const wrong: string[] = [];
    for (const { name, of: isOf } of [...crowd, { name: 'stranger', of: 'none' }]) {
      for (const place of lab(of)) {
        const became = await judged(open, name, place);
        if (became !== (isOf === of ? places.space(null, of) : 403)) wrong.push(`${name} ${place.path}: ${became}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await judged(open, undefined, lab(of)[0] ?? { path: '' })).toBe(401);
    expect(await judged(open, 'owner', { path: `/projects/${of}/space/lab` })).toBe(403);
  });

  test('is started by members, and stopped by them and by admins', async () => {
    const { openSharedSpace: start, stopSharedSpace: stop } = apiRoutes;
    for (const { name, role, of } of crowd) {
      const asked = [start, stop].map((route) => ({
        method: route.method,
        path: pathOf(route, { project: 'acme' }),
      }));
      const became = await Promise.all(asked.map((one) => judged(open, name, one)));
      const is = of === 'acme';
      expect([name, became]).toEqual([name, [is ? places.api : 403, is || role === 'admin' ? places.api : 403]]);
    }
  });

  test('is not open to a token that reads alone, nor to one of another project', async () => {
    const member = personIn('data-scientist', 'acme');
    for (const narrowed of [
      { scope: 'read', project: null },
      { scope: 'all', project: 'beta' },
    ] as const)
      expect(await judged(open, member, { path: '/projects/acme/space/lab', narrowed })).toBe(403);
  });

  test('has no pages at another origin, nor any at its own where spaces are private', async () => {
    const member = personIn('data-scientist', 'acme');
    const headers = { [testCookie]: 'yes' };
    expect(await judged(open, member, { path: '/projects/acme/space/lab', headers })).toBe(403);
    const workspace = crowdedWorkspace();
    const other = await testGateway({
      workspace: { ...workspace, studio: { ...workspace.studio, spaces: 'private' } },
    });
    const { host } = new URL(originText({ kind: 'shared-space', project: 'acme' }, other.url));
    expect(await judged(other, member, { host, path: '/lab' })).toBe(403);
    expect(await judged(other, member, { path: '/projects/acme/space/lab' })).toBe(403);
    await other.close();
  });
});
