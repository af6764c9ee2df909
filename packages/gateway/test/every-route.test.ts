import { type Action, type Narrowed, type Role, roles, rowOf } from '@atelier/core';
import { apiRoutes, pathOf } from '@atelier/core/contract';
import { afterAll, describe, expect, test } from 'vitest';
import { originText } from '../src/origins/known-origins.ts';
import { trackingRoutes } from '../src/passing/tracking-action.ts';
import { crowd, crowdedWorkspace, personIn } from './crowd.ts';
import { judged } from './judged.ts';
import { type TestGateway, testCookie, testGateway } from './test-gateway.ts';

/** One way to ask for something of a project. */
interface Way {
  readonly method: string;
  readonly path: string;
  readonly host?: string;
  readonly action: Action;
  readonly at: 'api' | 'tracking' | 'endpoint' | 'packages';
  /** Null: of the whole workspace. */
  readonly project: string | null;
}

type Limits = Narrowed | undefined;

const projects = ['acme', 'beta'] as const;
const [withServer, withApp] = await Promise.all(
  (['server', 'app'] as const).map((kind) => testGateway({ workspace: crowdedWorkspace(kind) })),
);
if (withServer === undefined || withApp === undefined) throw new Error('no gateway');

afterAll(async () => {
  await Promise.all([withServer.close(), withApp.close()]);
});

function waysAt({ url }: TestGateway): readonly Way[] {
  return [
    ...apiWays(),
    ...packageWays(),
    ...projects.flatMap((project) => [...trackingWays(url, project), ...endpointWays(project)]),
  ];
}

function apiWays(): readonly Way[] {
  return Object.values(apiRoutes).flatMap((route): Way[] => {
    const { method, path, action } = route as { method: string; path: `/${string}`; action: Action };
    // Whose space it is decides: those are asked below.
    if (rowOf(action).scope === 'space') return [];
    const of = path.includes(':project') ? projects : [null];
    return of.map((project) => {
      const values = { project: project ?? '', flow: 'sales', name: 'x', table: 'x', how: 'append', keys: '-' };
      return { method, path: pathOf({ path }, values), action, at: 'api', project };
    });
  });
}

function packageWays(): readonly Way[] {
  const paths = [
    'simple/',
    'simple/pandas/',
    'simple/pandas',
    'files/pandas/pandas-2.0-py3-none-any.whl',
    'files/torch/torch-2.0%2Bcpu-py3-none-any.whl',
    'files/torch/torch-2.0+cpu-py3-none-any.whl',
    'allowed',
    'why/pandas',
  ];
  return paths.map((path) => {
    return { method: 'GET', path: `/packages/${path}`, action: 'package.install', at: 'packages', project: null };
  });
}

/** Every route, at its own origin and by the path of programs. */
function trackingWays(portalText: string, project: string): readonly Way[] {
  const { host } = new URL(originText({ kind: 'tracking', project }, portalText));
  return [...trackingRoutes].flatMap(([route, action]): Way[] => {
    const [method = '', template = ''] = route.split(' ');
    const path = template.replaceAll(/\{[^}]+\}/g, 'x');
    const way = { method, action, at: 'tracking', project } as const;
    return [
      { ...way, host, path },
      { ...way, path: `/projects/${project}/tracking${path}` },
    ];
  });
}

function endpointWays(project: string): readonly Way[] {
  const place = `/projects/${project}/endpoints/shared`;
  return [
    { method: 'GET', path: `${place}/ping`, action: 'endpoint.see', at: 'endpoint', project },
    { method: 'POST', path: `${place}/invocations`, action: 'endpoint.invoke', at: 'endpoint', project },
  ];
}

/** The access table once more, by hand: a role that has the right, in its own project, within the limits of a token. */
function mayBy(kind: 'server' | 'app', role: Role, of: string, { action, project }: Way, limits: Limits): boolean {
  const isReading = /\.(read|see|query)$/.test(action);
  if (limits?.scope === 'read' && !isReading) return false;
  if (limits?.project && limits.project !== project && !['person.see', 'package.install'].includes(action))
    return false;
  const isForWriters = kind === 'app' && action.startsWith('tracking.');
  const holders = rowOf(isForWriters ? 'tracking.write' : action).roles;
  return holders.includes(role) && (project === null || project === of) && rowOf(action).roles.includes(role);
}

const limits: readonly Limits[] = [
  undefined,
  { scope: 'read', project: null },
  { scope: 'all', project: 'acme' },
  { scope: 'read', project: 'beta' },
];

describe.each([
  ['server', withServer],
  ['app', withApp],
] as const)('every route of a workspace whose tracking is the kind %s', (kind, open) => {
  const ways = waysAt(open);
  const socketOf = ({ at, project }: Way) => {
    const { places } = open.gateway.door;
    return at === 'endpoint' ? places.endpoint(project ?? '', 'shared') : places[at];
  };

  test('is open to whom the access table lets in, inside and outside of the project, and to nobody else', async () => {
    const wrong: string[] = [];
    let [asked, passed] = [0, 0];
    for (const way of ways) {
      for (const { name, role, of } of crowd) {
        for (const narrowed of limits) {
          const became = await judged(open, name, { ...way, ...(narrowed && { narrowed }) });
          const expected = mayBy(kind, role, of, way, narrowed) ? socketOf(way) : 403;
          asked += 1;
          if (expected !== 403) passed += 1;
          if (became !== expected)
            wrong.push(`${name} ${JSON.stringify(narrowed)} ${way.method} ${way.path}: ${became}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect([asked, passed > asked / 50, passed < asked / 2]).toEqual([ways.length * 15 * 4, true, true]);
  });

  test('is shut to somebody who is not in the file, and to nobody', async () => {
    const wrong: string[] = [];
    for (const way of ways) {
      const became = [
        await judged(open, 'stranger', way),
        await judged(open, '', way),
        await judged(open, undefined, way),
      ];
      if (became.join() !== '403,403,401') wrong.push(`${way.method} ${way.path}: ${became}`);
    }
    expect(wrong).toEqual([]);
  });

  test("of tracking and endpoints is open to the owner's token, and none of the API's", async () => {
    const wrong: string[] = [];
    for (const way of ways.filter(({ host }) => host === undefined)) {
      const became = await judged(open, 'owner', way);
      if (became !== (way.at === 'api' ? 404 : socketOf(way))) wrong.push(`${way.method} ${way.path}: ${became}`);
    }
    expect(wrong).toEqual([]);
  });

  test('is written down with who asked, whether they were let in or not', async () => {
    open.audited.length = 0;
    for (const way of ways) await judged(open, crowd[0]?.name, way);
    expect(open.audited.map(({ who, action }) => [who, action])).toEqual(
      ways.map(({ action }) => [crowd[0]?.name, action]),
    );
  });
});

describe('a browser that is signed in', () => {
  const lead = personIn('lead-data-scientist', 'acme');
  const headers = { [testCookie]: 'yes' };
  const ways = waysAt(withServer).filter(({ action, project }) => {
    return rowOf(action).scope !== 'space' && project !== 'beta' && rowOf(action).roles.includes('lead-data-scientist');
  });

  test('at the portal gets no page of tracking, of an endpoint or of a space there, whose script could ask the API', async () => {
    const atPortal = ways.filter(({ host }) => host === undefined);
    const space = { path: `/spaces/${lead}/acme/lab`, method: 'GET' };
    const became = await Promise.all(
      [...atPortal, space].map(async (way) => {
        const status = await judged(withServer, lead, { path: way.path, method: way.method, headers });
        return 'at' in way && way.at === 'api' ? status === withServer.gateway.door.places.api : typeof status;
      }),
    );
    expect(new Set(became)).toEqual(new Set([true, 'number']));
    expect(await judged(withServer, lead, space)).toBe(withServer.gateway.door.places.space(lead, 'acme'));
  });

  test('at the origin of tracking or of a space gets what is there', async () => {
    const { places } = withServer.gateway.door;
    for (const way of ways.filter(({ host }) => host !== undefined))
      expect(await judged(withServer, lead, { ...way, headers })).toBe(places.tracking);
    const { host } = new URL(originText({ kind: 'space', person: lead, project: 'acme' }, withServer.url));
    expect(await judged(withServer, lead, { host, path: '/lab', headers })).toBe(places.space(lead, 'acme'));
  });
});

test('every role is tried, and each of them is let in somewhere and refused somewhere', () => {
  const ways = waysAt(withServer);
  for (const role of roles) {
    const answers = new Set(ways.map((way) => mayBy('server', role, 'acme', way, undefined)));
    expect([role, answers.size]).toEqual([role, 2]);
  }
});
