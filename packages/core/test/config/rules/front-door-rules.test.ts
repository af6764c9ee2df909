import { expect, test } from 'vitest';
import { problemsIn } from '../problems-in.ts';
import { expectKept, type RuleCase } from '../rule-case.ts';

const oidc = 'signIn: { oidc: { issuer: "https://login.example.com", clientId: atelier } }';
const files = 'certificate: ./chain.pem, key: ./key.pem';
const at = (address: string, signIn = oidc) =>
  `workspace: acme\n${signIn}\nfrontDoor: { name: atelier.example.com, address: "${address}", ${files} }`;
const good = at('10.0.0.5');

const wrongAddresses = [
  ...['0.0.0.0', '::', '0:0:0:0:0:0:0:0', '224.0.0.1', 'ff02::1', '255.255.255.255', '::ffff:10.0.0.5', 'fe80::1'],
  ...['10.5', '10.0.0', '10.0.0.5.6', '010.0.0.5', '10.0.0.256', '0xa.0.0.5', '167772165', ':::', '1::2::3', '.'],
].filter((address) => /^[0-9a-fA-F:.]+$/.test(address));

const cases: readonly RuleCase[] = [
  {
    promise: 'another address than loopback takes an identity provider',
    breaks: at('10.0.0.5', ''),
    keeps: good,
    path: 'frontDoor',
    code: 'DoorNeedsProvider',
    message: /atelier\.example\.com is for others .* signIn\.oidc names no identity provider; accepted is/,
    fix: /issuer, clientId/,
  },
  {
    promise: 'the provider is asked by TLS',
    breaks: at('10.0.0.5', oidc.replace('https://login.example.com', 'http://localhost:9000')),
    keeps: good,
    path: 'signIn.oidc.issuer',
    code: 'PlainIssuer',
    message: /"http:\/\/localhost:9000" is asked without TLS; accepted/,
    fix: /https:/,
  },
  ...wrongAddresses.map(
    (address): RuleCase => ({
      promise: `${address} is no address to listen at`,
      breaks: at(address),
      keeps: at('2001:db8::5'),
      path: 'frontDoor.address',
      code: 'BadAddress',
      message: /; accepted is one IPv4 or IPv6 address/,
      fix: /such as 10\.0\.0\.5/,
    }),
  ),
];

test.each(cases)('$promise', (rule) => expectKept(rule, problemsIn));

test.each(['10.0.0.5', '127.0.0.2', '203.0.113.9', '::1', '2001:db8::5', 'fd00::1', '100.64.0.1'])(
  'the address %s is taken',
  (address) => expect(problemsIn(at(address))).toEqual([]),
);

const named = (name: string) => good.replace('atelier.example.com', name);

test.each([
  ...[
    'localhost',
    'x.localhost',
    '10.0.0.5',
    '127.0.0.1',
    '"[::1]"',
    'atelier',
    'Atelier.example.com',
    '"*.example.com"',
  ],
  ...['atelier.example.com.', '.example.com', 'a..example.com', '-a.example.com', 'a-.example.com', 'a_b.example.com'],
  ...['https://atelier.example.com', 'atelier.example.com:443', 'atelier.example.com/x', 'ä.example.com', '""', '1.2'],
  ...[`${'a'.repeat(64)}.example.com`, `${'a.'.repeat(95)}com`, 'example.1', '"a b.example.com"', 'a@example.com'],
])('the name %s is none of a front door', (name) => {
  const [problem, ...others] = problemsIn(named(name));
  expect(others).toEqual([]);
  expect(problem?.path).toBe('frontDoor.name');
  expect(problem?.message).toMatch(/Accepted is a host name/);
});

test.each(['atelier.example.com', 'a-b.example', 'xn--atelier-1ya.example.com', 'a.internal', `${'a.'.repeat(90)}com`])(
  'the name %s is taken',
  (name) => expect(problemsIn(named(name))).toEqual([]),
);

test.each(['certificate', 'key', 'name', 'address'])('without its %s there is none', (setting) => {
  const without = good.replace(new RegExp(`${setting}: [^,}]+,? ?`), '');
  expect(problemsIn(without)).toMatchObject([{ path: `frontDoor.${setting}`, code: expect.any(String) }]);
});

test.each([0, 65_536, 443.5, '"443"', -1])('the port %s is none', (port) => {
  const problems = problemsIn(good.replace('address', `port: ${port}, address`));
  expect(problems).toMatchObject([{ path: 'frontDoor.port' }]);
});
