import type { DoorName } from '../../src/spaces/passage-at.ts';
import { personIn } from '../crowd.ts';
import type { AtDoor } from './at-space-door.ts';

const july = personIn('data-scientist', 'acme');
const john = personIn('data-engineer', 'acme');

/** Requests for what is not of the project, or nobody's to ask for from inside of it. */
export const elsewhere: Readonly<Record<DoorName, readonly AtDoor[]>> = {
  warehouse: [
    ...['/projects/beta/sql', '/projects/other/sql', '/projects/%62eta/sql'].map((path) => ({ method: 'POST', path })),
    { method: 'POST', path: '/projects/beta/flows/shared/runs', body: '{}' },
    ...[
      '/projects/acme/../beta/sql',
      '/projects/acme%2f..%2fbeta/sql',
      '//projects/beta/sql',
      '/projects/beta/sql?x',
    ].map((path) => ({ method: 'POST', path })),
    { method: 'PUT', path: '/workspace', body: '{}' },
    { method: 'POST', path: '/stop', body: '{}' },
    { method: 'PUT', path: '/door', body: '{}' },
    { path: `/spaces/${john}/acme/lab` },
    { path: `/spaces/${july}/beta/lab` },
    { method: 'POST', path: `/spaces/${john}/acme/doors/close` },
    { method: 'PUT', path: `/spaces/${john}/acme/doors` },
    { method: 'POST', path: '/endpoints/sales/invocations' },
    { path: '/projects/acme/tracking/' },
  ],
  tracking: [
    { path: '/projects/beta/tracking/' },
    { path: '/projects/acme/tracking/' },
    { path: '/api/2.0/mlflow/users/list' },
    { path: '/api/3.0/mlflow/workspaces/../workspaces' },
    { method: 'DELETE', path: '/api/3.0/mlflow/workspaces/beta' },
    { method: 'POST', path: '/api/3.0/mlflow/workspaces', body: '{"name":"x"}' },
    { method: 'PATCH', path: '/api/3.0/mlflow/workspaces/beta', body: '{}' },
    { path: '/static-files/../../etc/passwd' },
    { path: '/static-files/%2e%2e/x' },
    { method: 'DELETE', path: '/api/2.0/mlflow/model-versions/delete' },
    { method: 'POST', path: '/projects/acme/sql' },
    { path: '/status' },
  ],
  endpoints: [
    { method: 'POST', path: '/projects/beta/endpoints/shared/invocations' },
    { method: 'POST', path: '/projects/acme/endpoints/sales/invocations' },
    { method: 'POST', path: '/endpoints/beta.shared/invocations' },
    { method: 'POST', path: '/endpoints/../inner/people/invocations' },
    { method: 'POST', path: '/endpoints/sales%2f..%2fpeople/invocations' },
    { method: 'POST', path: '/endpoints/sales/invocations/../ping' },
    { method: 'POST', path: '/endpoints/sales/invocations?x' },
    { method: 'GET', path: '/endpoints/sales/invocations' },
    { path: '/endpoints/sales/docs' },
    { path: '/endpoints/sales/ping/' },
    { path: '/' },
  ],
  packages: [
    ...['POST', 'PUT'].map((method) => ({ method, path: '/packages/simple/pandas/', body: 'x' })),
    ...[
      '/packages/simple/../../status',
      '/packages/files/a/..%2f..%2fmemory.sqlite',
      '/packages/files/a/%2e%2e/x',
      '/packages/files/../memory.sqlite',
      '/packages/simple/a?x=http://elsewhere/',
      '/packages/simple/a/b/',
      '/packages/simple/ä/',
      '/packages/why/',
      '/packages/',
      '/simple/pandas/',
      '/status',
      '/projects/acme/tracking/',
    ].map((path) => ({ path })),
  ],
};
