import { expect, test } from 'vitest';
import { withoutToken } from '../../src/passing/without-token.ts';

test.each([
  ['/api/kernels', '/api/kernels'],
  ['/api/kernels?', '/api/kernels?'],
  ['/api/kernels?a=1&b=2', '/api/kernels?a=1&b=2'],
  ['/c?token=atl_x', '/c'],
  ['/c?session_id=1&token=atl_x', '/c?session_id=1'],
  ['/c?token=atl_x&session_id=1&token=y', '/c?session_id=1'],
  ['/c?TOKEN=x&%74oken=y&to%6ben=z&a=token', '/c?a=token'],
  ['/c?token&a', '/c?a'],
  ['/c?mytoken=x&tokens=y', '/c?mytoken=x&tokens=y'],
])('%s goes on as %s', (path, passed) => {
  expect(withoutToken(path)).toBe(passed);
});
