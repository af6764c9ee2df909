import { expect, test } from 'vitest';
import { refusePassword } from '../../src/sign-in/refuse-password.ts';

const names = ['july', 'july@example.com', 'acme'];

test.each(['correct horse battery', 'αβγδεζηθικλμν', '🙂🙃😀😁😂🤣😃😄😅😆😉😊', 'july likes long walks'])(
  '%s is accepted',
  (password) => {
    expect(refusePassword(password, names)).toBeUndefined();
  },
);

test.each([
  ['elevenchars', 'at least 12'],
  ['', 'at least 12'],
  ['🙂🙃😀😁😂🤣', 'at least 12'],
  ['aaaaaaaaaaaaaaa', 'different'],
  ['July-July-July', 'july'],
  ['julyjulyjuly12', 'july'],
  ['july@example.com', 'july@example.com'],
  ['ACME acme Acme 1', 'acme'],
  ['x'.repeat(100).concat('yzab'.repeat(50)), 'at most 256'],
])('%s is refused, and it is said what would be accepted', (password, told) => {
  expect(refusePassword(password, names)).toContain(told);
});
