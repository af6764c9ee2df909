import { describe, expect, test } from 'vitest';
import { problemsIn } from './problems-in.ts';

const own = '111122223333';
const other = '444455556666';
const arn = (rest: string, account = own, partition = 'aws') => `"arn:${partition}:iam::${account}:${rest}"`;
const numbered = (count: number, make: (index: number) => string) => Array.from({ length: count }, (_, at) => make(at));

const file = (aws: string, rest: string) =>
  `workspace: acme\naws: { region: eu-central-1, account: "${own}"${aws} }\n${rest}`;
const people = 'people: { ann: { role: lead-data-scientist } }';
const signIn = (provider: string, rest = '') => file('', `signIn: { provider: { ${provider} } }\n${rest}`);
const saml = `kind: saml, arn: ${arn('saml-provider/company')}`;
const reserved = 'role/aws-reserved/sso.amazonaws.com';

/** A setting that opens a door, and what strangers write there: in YAML, as it would stand in the file. */
interface Door {
  readonly written: (value: string) => string;
  readonly works: readonly string[];
  readonly refused: readonly string[];
}

const doors: Readonly<Record<string, Door>> = {
  'aws.operators': {
    written: (value) => file(`, operators: [${value}]`, ''),
    works: [
      arn('role/ops'),
      arn('role/a/b/ops'),
      arn(`${reserved}/eu-central-1/AWSReservedSSO_Ops_0a1b2c3d4e5f6071`),
      `${arn('role/ops')}, ${arn('role/Ops2')}`,
      numbered(20, (at) => arn(`role/ops${at}`)).join(', '),
    ],
    refused: [
      ...['user/ann', 'root', 'group/x', 'role/', 'role/*', 'role/ops?', 'role/ops/', 'role/a b', 'role/ö'].map(
        (rest) => arn(rest),
      ),
      ...['role/aws-service-role/x/y', 'role/acme-signin-ann', 'role/Acme-Person-ann', `role/${'a'.repeat(65)}`].map(
        (rest) => arn(rest),
      ),
      `"arn:aws:sts::${own}:assumed-role/ops/me"`,
      `"arn:aws:sts::${own}:federated-user/bob"`,
      ...['aws-us-gov', 'aws-cn', 'aws*'].map((partition) => arn('role/ops', own, partition)),
      ...[
        arn('role/ops', '011122223333'),
        arn('role/ops', '*'),
        own,
        `"${own}"`,
        '"*"',
        'ops',
        'null',
        '{ arn: x }',
        '',
      ],
      `${arn('role/ops')}, ${arn('role/ops')}`,
      numbered(100, (at) => arn(`role/ops${at}`)).join(', '),
    ],
  },
  'projects.sales.deliverFrom': {
    written: (value) =>
      file('', `${people}\nprojects:\n  sales: { members: [ann], deliverFrom: { senders: [${value}] } }`),
    works: [
      ...[
        `"${other}"`,
        '"012345670123"',
        arn('role/exporter', other),
        arn('role/a/b/exporter', other),
        arn('role/loader'),
      ],
      arn('role/acme-jobs-sales', other),
    ],
    refused: [
      ...[other, '012345670123', `"${own}"`, '"4444 5555 6666"', '"4444-5555-6666"', '"*"', 'null', ''],
      ...['user/x', 'root', 'role/*', 'group/g'].map((rest) => arn(rest, other)),
      ...[arn('role/x', '*'), arn('role/x', other, 'aws-cn'), arn('role/x', other, 'aws-us-gov')],
      ...['role/acme-person-ann', 'role/acme-signin-ann', 'role/acme-operator'].map((rest) => arn(rest)),
      `"arn:aws:sts::${other}:assumed-role/x/y"`,
      ...['s3.amazonaws.com', '"arn:aws:cloudfront::cloudfront:user/x"', 'AIDAEXAMPLE', 'o-a1b2c3d4e5'],
      `"${other}", "${other}"`,
      numbered(100, (at) => arn(`role/s${at}`, other)).join(', '),
    ],
  },
  'signIn.provider': {
    written: (value) => signIn(value),
    works: [
      saml,
      ...['accounts.google.com', 'login.example.com/', 'login.example.com/a/b'].map(
        (issuer) => `kind: oidc, audience: a, arn: ${arn(`oidc-provider/${issuer}`)}`,
      ),
      `kind: portal, arn: ${arn('role/apps/portal')}`,
      ...['', '/eu-central-1'].map(
        (region) => `kind: permission-set, arn: ${arn(`${reserved}${region}/AWSReservedSSO_x_0123456789abcdef`)}`,
      ),
    ],
    refused: [
      ...['saml-provider/a b', 'saml-provider/*', 'saml-provider/', 'oidc-provider/x', 'role/x'].map(
        (rest) => `kind: saml, arn: ${arn(rest)}`,
      ),
      ...['login.example.com:8443', 'https://x.example.com', '*', ''].map(
        (issuer) => `kind: oidc, audience: a, arn: ${arn(`oidc-provider/${issuer}`)}`,
      ),
      ...['"*"', '"a b"', `"\${aws:userid}"`, '""', '"ä"', '"a\\u200bb"'].map(
        (audience) => `kind: oidc, audience: ${audience}, arn: ${arn('oidc-provider/x.example.com')}`,
      ),
      ...[
        'role/acme-jobs-sales',
        'role/acme-signin-ann',
        'role/*',
        'user/ann',
        'root',
        'role/aws-service-role/x/y',
      ].map((rest) => `kind: portal, arn: ${arn(rest)}`),
      ...['AWSReservedSSO_x_*', 'AWSReservedSSO_x_0123456789ABCDEF', 'x'].map(
        (role) => `kind: permission-set, arn: ${arn(`${reserved}/${role}`)}`,
      ),
      ...[
        `kind: saml, arn: ${arn('saml-provider/c', other)}`,
        `kind: saml, arn: ${arn('saml-provider/c', own, 'aws-cn')}`,
      ],
      saml.replace('saml', 'SAML'),
    ],
  },
  'network.access': {
    written: (value) => signIn(saml, `network: { access: ${value} }`),
    works: [
      ...['endpoint', 'anywhere', '["203.0.113.7/32"]', '["10.0.0.0/8"]', '["100.64.0.0/10"]'],
      ...['["192.168.0.0/16", "192.168.1.0/24"]', JSON.stringify(numbered(20, (at) => `${20 + at}.0.0.0/8`))],
    ],
    refused: [
      ...[
        '0.0.0.0/0',
        '["0.0.0.0/0"]',
        '["203.0.113.7"]',
        '["203.0.113.9/24"]',
        '["203.0.113.0/33"]',
        '["203.0.113.0/-1"]',
      ],
      ...[
        '["203.0.113.0/024"]',
        '["0203.0.113.0/24"]',
        '["010.0.0.0/8"]',
        '["203.0.113.0/24 "]',
        '["203.0.113.*"]',
        '["*"]',
      ],
      ...[
        '["::/0"]',
        '["2001:db8::/32"]',
        '["10.0.0.0/7"]',
        '["192.168.0.0/15"]',
        '["127.0.0.0/8"]',
        '["169.254.169.254/32"]',
      ],
      ...['["224.0.0.0/8"]', '["240.0.0.0/8"]', '["255.255.255.255/32"]', '["0.0.0.0/32"]', '[]', 'null', 'ENDPOINT'],
      ...['[anywhere]', '203.0.113.0/24', '["203.0.113.0/24", "203.0.113.0/24"]'],
      JSON.stringify(numbered(21, (at) => `${20 + at}.0.0.0/8`)),
    ],
  },
  'people.ann.sso': {
    written: (value) => signIn(saml, `people: { ann: { role: viewer, sso: ${value} } }`),
    works: ['ANN', '"jürgen"', '"a"', '"CORP\\\\ann"', '"ann:boss"', '"../boss"', '"ann%2a"', `"${'x'.repeat(128)}"`],
    refused: [
      ...[
        '"*"',
        '"ann*"',
        '"a?n"',
        `"\${saml:sub}"`,
        '""',
        '"a b"',
        '"ann\\n"',
        '"a\\u00a0b"',
        '"a\\u00adb"',
        '"a\\u0001b"',
      ],
      ...['"a\\u200bnn"', '"a\\u202enn"', '"\\ud83d\\ude00"', '"юлия"', '"łukasz"', '"ａｎｎ"'],
      ...['0123', '1e5', 'true', 'null', `"${'x'.repeat(129)}"`],
    ],
  },
};

describe.each(Object.entries(doors))('in %s', (path, { written, works, refused }) => {
  test.each(works)('%s works', (value) => {
    expect(problemsIn(written(value))).toEqual([]);
  });

  test.each(refused)('%s is refused there, with what is accepted and one fix', (value) => {
    const problems = problemsIn(written(value));
    expect(problems.length).toBeGreaterThan(0);
    for (const { path: at, message, fix } of problems) {
      expect(at.startsWith(path)).toBe(true);
      expect(message).toMatch(/\.$/);
      expect(fix).toMatch(/^[A-Z].*/);
    }
  });
});

test('more than a hundred of them are refused', () => {
  expect(Object.values(doors).flatMap(({ refused }) => refused).length).toBeGreaterThan(100);
});
