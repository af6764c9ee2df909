import type { Narrowed } from '@atelier/core';
import { apiRoutes, pathOf, tokenRoutes } from '@atelier/core/contract';
import { afterAll, describe, expect, test } from 'vitest';
import { personIn } from './crowd.ts';
import { type Answered, testCookie, testGateway } from './test-gateway.ts';

const open = await testGateway();
afterAll(() => open.close());

const me = personIn('lead-data-scientist', 'acme');

/** Somebody who asks, and how. */
interface Asking {
  readonly person: string | 'owner' | undefined;
  readonly narrowed?: Narrowed;
  readonly by: 'cookie' | 'token';
}

const askers = {
  'somebody who is signed in': { person: me, by: 'cookie' },
  'a token of theirs': { person: me, by: 'token' },
  'a token that reads': { person: me, by: 'token', narrowed: { scope: 'read', project: null } },
  'a token of one project': { person: me, by: 'token', narrowed: { scope: 'all', project: 'acme' } },
  'somebody of another project': { person: personIn('data-scientist', 'beta'), by: 'token' },
  'somebody of no project, in a browser': { person: personIn('data-engineer', 'none'), by: 'cookie' },
  'somebody who is not in the file': { person: 'stranger', by: 'token' },
  'the owner': { person: 'owner', by: 'token' },
} satisfies Readonly<Record<string, Asking>>;

/** Each is a method and a path; all that the portal answers by itself, and one or more of each thing behind it. */
const own = [
  'GET /',
  'GET /openapi.json',
  'GET /device',
  'GET /device?user_code=BCDF-GHJK',
  'POST /device',
  'POST /open-space',
  ...Object.values(tokenRoutes).map((route) => `${route.method} ${pathOf(route, { id: '0123456789abcdef' })}`),
];
const behind = [
  ...Object.values(apiRoutes).map((route) => {
    const values = { project: 'acme', flow: 'sales', name: 'x', person: me, table: 'x', how: 'append', keys: '-' };
    return `${route.method} ${pathOf(route as { readonly path: `/${string}` }, values)}`;
  }),
  'GET /projects/acme/tracking/api/2.0/mlflow/experiments/get',
  'POST /projects/acme/endpoints/shared/invocations',
  'GET /projects/beta/endpoints/gone/ping',
  `GET /spaces/${me}/acme/lab`,
];

const bodies: Readonly<Record<string, string>> = {
  'POST /tokens': '{"name":"one"}',
  'POST /device': 'user_code=BCDF-GHJK&answer=allow',
  'POST /open-space': 'project=acme',
};

async function ask(route: string, { person, narrowed, by }: Asking, more: object = {}): Promise<Answered> {
  const [method = '', path = ''] = route.split(' ');
  const body = bodies[route];
  const type = route === 'POST /tokens' ? 'application/json' : 'application/x-www-form-urlencoded';
  const headers = {
    ...(body !== undefined && { 'content-type': type }),
    ...(by === 'cookie' && { [testCookie]: 'yes', origin: open.url }),
    ...(person === 'owner' && { authorization: `Bearer ${open.token}` }),
    ...more,
  };
  const who = person === 'owner' ? undefined : person;
  return await open.askAs(who, {
    ...{ method, path, headers },
    ...(body !== undefined && { body }),
    ...(narrowed && { narrowed }),
  });
}

describe.each(Object.entries<Asking>(askers))('what %s asks', (_, asking) => {
  test.each([...own, ...behind])('as %s is written down once before it is answered or refused', async (route) => {
    open.audited.length = 0;
    const { status } = await ask(route, asking);
    const written = open.audited.map(({ who, allowed, request }) => [who, allowed, request]);
    const [method, path = ''] = route.split(' ');
    const entry = [asking.person, status !== 403, `${method} ${open.url}${path.split('?')[0]}`];
    // Of what nothing serves to whoever asks, nothing is decided.
    const isUnserved = status === 404 && written.length === 0;
    expect([status, written]).toEqual([status, isUnserved ? [] : [entry]]);
  });
});

describe('what nobody asks', () => {
  test.each([...own, ...behind])(
    'as %s is refused, and stands in no audit, which strangers could fill',
    async (route) => {
      open.audited.length = 0;
      const answers = [
        await ask(route, { person: undefined, by: 'token' }),
        await ask(route, { person: undefined, by: 'token' }, { authorization: 'Bearer atl_no' }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([401, 401]);
      expect(open.audited).toEqual([]);
    },
  );
});

describe('what is written down', () => {
  test('of a token that is narrower than its person says so, where it asks for a token', async () => {
    open.audited.length = 0;
    expect((await ask('POST /tokens', askers['a token that reads'])).status).toBe(403);
    expect((await ask('DELETE /tokens/0123456789abcdef', askers['a token of one project'])).status).toBe(403);
    const entry = { who: me, allowed: false, because: expect.stringContaining('narrower than the person') };
    expect(open.audited).toEqual([expect.objectContaining(entry), expect.objectContaining(entry)]);
  });

  test('of a page that is shown has no code of its address', async () => {
    open.audited.length = 0;
    await ask('GET /device?user_code=BCDF-GHJK', askers['somebody who is signed in']);
    expect(JSON.stringify(open.audited)).not.toContain('BCDF');
  });

  test('of a browser that asks for a path of programs is a refusal', async () => {
    open.audited.length = 0;
    const { status } = await ask(`GET /spaces/${me}/acme/lab`, askers['somebody who is signed in']);
    expect([status, open.audited]).toEqual([403, [expect.objectContaining({ who: me, allowed: false })]]);
  });
});
