import type { ReceiptRecord } from '@atelier/audit';

/** Paths of a space by what they are for; whoever runs a space may answer at any other. */
const ofSpaces = ['files', 'api/contents', 'api/kernels', 'api/sessions', 'api/terminals', 'terminals', 'nbconvert'];

/** What was asked, short enough to add up by it: an endpoint, a route of the API, a part of tracking or of a space. */
export function targetOf({ door, path, kind }: Pick<ReceiptRecord, 'door' | 'path' | 'kind'>): string {
  const [, first = '', second = '', third = ''] = path.split('/');
  switch (door) {
    case 'endpoints':
      return first === 'endpoints' && /^[a-z0-9-]+$/.test(second) ? second : 'another path';
    case 'warehouse':
      return first === 'projects' && third === 'sql' ? `sql of ${second}` : 'another path';
    case 'tracking':
      return path.includes('artifact') ? 'files' : 'records';
    default: {
      const part = ofSpaces.find((one) => path === `/${one}` || path.startsWith(`/${one}/`)) ?? 'another path';
      return kind === 'websocket' ? `${part}, by websocket` : part;
    }
  }
}
