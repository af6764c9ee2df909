import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { personIn } from '../crowd.ts';
import { testGateway } from '../test-gateway.ts';

const open = await testGateway();
const maker = personIn('data-scientist', 'acme');

beforeEach(() => {
  open.reached.length = 0;
});

afterAll(() => open.close());

async function asOwner(line: string): Promise<number> {
  const [method = '', path = ''] = line.split(' ');
  const headers = { authorization: `Bearer ${open.token}` };
  return (await open.askAs(undefined, { method, path, headers })).status;
}

describe('a request of the owner goes', () => {
  test.each([
    ['GET /projects/acme/tracking/', 'tracking', '/', 'acme'],
    ['GET /projects/beta/tracking/static-files/a%20b?x=%2F&y=', 'tracking', '/static-files/a%20b?x=%2F&y=', 'beta'],
    ['POST /projects/acme/endpoints/sales/invocations', 'endpoint acme/sales', '/invocations', undefined],
    ['GET /projects/beta/endpoints/shared/ping', 'endpoint beta/shared', '/ping', undefined],
    ['HEAD /projects/beta/endpoints/shared/ping', 'endpoint beta/shared', '/ping', undefined],
    ['POST /endpoints/sales/invocations', 'endpoint acme/sales', '/invocations', undefined],
  ])('%s to %s, with the rest of its path as it came', async (line, at, url, workspace) => {
    expect(await asOwner(line)).toBe(200);
    expect(open.reached.map((one) => [one.at, one.url, one.headers['x-mlflow-workspace']])).toEqual([
      [at, url, workspace],
    ]);
  });
});

describe('a request of the owner is refused', () => {
  test.each([
    ['GET /projects/other/tracking/', 404],
    ['GET /projects/acme/tracking', 404],
    ['GET /projects/acme/trackingx/', 404],
    ['GET /projects/ACME/tracking/', 404],
    ['GET /projects/acme/tracking/api/2.0/mlflow/users/list', 404],
    ['GET /projects/acme/tracking/api/2.0/mlflow/runs/create', 404],
    ['POST /endpoints/nothing/invocations', 404],
    ['POST /endpoints/sales/invocations?token=x', 404],
    ['POST /endpoints/sales/invocations/', 404],
    ['GET /?token=x', 404],
    ['GET /other', 404],
    ['POST /endpoints/shared/invocations', 409],
    ['GET /endpoints/sales/invocations', 405],
    ['POST /endpoints/sales/ping', 405],
    ['OPTIONS /projects/acme/tracking/', 404],
    ['TRACE /projects/acme/tracking/', 404],
    ['POST /', 404],
    ['PUT /workspace', 404],
    ['POST /stop', 404],
    ['GET /spaces/viewer.acme/acme/lab', 403],
  ])('%s with %i, and reaches nothing', async (line, status) => {
    expect([await asOwner(line), open.reached]).toEqual([status, []]);
  });

  test('and told the projects, where several have the endpoint', async () => {
    const answer = await open.ask('/endpoints/shared/invocations', { method: 'POST', body: '' });
    expect(await answer.json()).toMatchObject({
      code: 'AmbiguousEndpoint',
      message: expect.stringContaining('acme, beta'),
      fix: expect.stringContaining('/projects/beta/endpoints/shared/invocations'),
    });
  });
});

describe('a name that two projects give an endpoint', () => {
  const invoke = (person: string) =>
    open.askAs(person, { method: 'POST', path: '/endpoints/shared/invocations', body: 'rows' });

  test.each(['acme', 'beta'] as const)('is that of %s to whoever is of that one alone', async (project) => {
    expect((await invoke(personIn('data-engineer', project))).status).toBe(200);
    expect(open.reached.map(({ at }) => at)).toEqual([`endpoint ${project}/shared`]);
  });

  test('is nothing to whoever is of neither', async () => {
    expect((await invoke(personIn('data-engineer', 'none'))).status).toBe(404);
  });
});

test('a person is not told whether a project exists that they are not of', async () => {
  const words = async (project: string) => {
    const [tracking, ping] = [`/projects/${project}/tracking/`, `/projects/${project}/endpoints/shared/ping`];
    const said = await Promise.all([tracking, ping].map((path) => open.askAs(maker, { path })));
    return said.map(({ status, text }) => [status, text.replaceAll(project, 'it')]);
  };
  expect(await words('beta')).toEqual(await words('other'));
});

test('the address itself says to the owner and to a person what they may use', async () => {
  const acme = {
    project: 'acme',
    tracking: '/projects/acme/tracking/',
    endpoints: ['/projects/acme/endpoints/sales/invocations', '/projects/acme/endpoints/shared/invocations'],
  };
  expect(await (await open.ask('/')).json()).toMatchObject({ projects: [acme, { project: 'beta' }] });
  expect(JSON.parse((await open.askAs(maker, { path: '/' })).text)).toEqual({ projects: [acme] });
});
