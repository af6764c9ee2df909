import { describe, expect, test } from 'vitest';
import { findRoute } from '../../src/door/find-route.ts';

const endpoints = [
  { project: 'acme', endpoint: 'sales', socket: '/s/acme-sales' },
  { project: 'acme', endpoint: 'shared', socket: '/s/acme-shared' },
  { project: 'beta', endpoint: 'shared', socket: '/s/beta-shared' },
];
const targets = { projects: () => ['acme', 'beta'], trackingSocket: '/s/tracking', endpoints: () => endpoints };

function route(line: string) {
  const [method = '', url = ''] = line.split(' ');
  return findRoute({ method, url, httpVersion: '1.1', rawHeaders: [] }, targets);
}

describe('a request goes', () => {
  test.each([
    ['GET /projects/acme/tracking/', { socket: '/s/tracking', path: '/', workspace: 'acme' }],
    [
      'GET /projects/beta/tracking/a%20b?x=%2F&y=',
      { socket: '/s/tracking', path: '/a%20b?x=%2F&y=', workspace: 'beta' },
    ],
    ['DELETE /projects/acme/tracking/api/2.0/x', { socket: '/s/tracking', path: '/api/2.0/x', workspace: 'acme' }],
    ['POST /projects/acme/endpoints/sales/invocations', { socket: '/s/acme-sales', path: '/invocations' }],
    ['GET /projects/beta/endpoints/shared/ping', { socket: '/s/beta-shared', path: '/ping' }],
    ['POST /endpoints/sales/invocations', { socket: '/s/acme-sales', path: '/invocations' }],
  ])('%s to its server, with the rest of its path as it came', (line, expected) => {
    expect(route(line)).toEqual(expected);
  });
});

describe('a request is refused', () => {
  test.each([
    ['GET /projects/other/tracking/', 404],
    ['GET /projects/acme/tracking', 404],
    ['GET /projects/acme/trackingx/', 404],
    ['GET /projects/ACME/tracking/', 404],
    ['POST /projects/beta/endpoints/sales/invocations', 404],
    ['POST /endpoints/nothing/invocations', 404],
    ['POST /endpoints/sales/invocations?token=x', 404],
    ['POST /endpoints/sales/invocations/', 404],
    ['GET /?token=x', 404],
    ['POST /endpoints/shared/invocations', 409],
    ['GET /endpoints/sales/invocations', 405],
    ['POST /endpoints/sales/ping', 405],
    ['OPTIONS /projects/acme/tracking/', 405],
    ['TRACE /projects/acme/tracking/', 405],
    ['POST /', 405],
  ])('%s with %i', (line, status) => {
    expect(route(line)).toMatchObject({ status });
  });

  test('and told what is served instead', () => {
    expect(route('GET /other')).toMatchObject({
      problem: { code: 'NotServed', message: expect.stringContaining('/projects/acme/endpoints/sales/invocations') },
    });
  });

  test('and told the projects, where several have the endpoint', () => {
    expect(route('POST /endpoints/shared/invocations')).toMatchObject({
      problem: {
        code: 'AmbiguousEndpoint',
        message: expect.stringContaining('acme, beta'),
        fix: expect.stringContaining('/projects/beta/endpoints/shared/invocations'),
      },
    });
  });
});

test('the address itself says what is there', () => {
  expect(route('GET /')).toMatchObject({
    index: [
      { project: 'acme', endpoints: [expect.stringContaining('sales'), expect.stringContaining('shared')] },
      { project: 'beta', tracking: '/projects/beta/tracking/' },
    ],
  });
});
