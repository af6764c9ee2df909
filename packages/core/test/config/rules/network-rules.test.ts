import { expect, test } from 'vitest';
import { problemsIn } from '../problems-in.ts';
import { expectKept, type RuleCase } from '../rule-case.ts';

const ranges = [
  ['is too wide', '10.0.0.0/15', 'RangeSize', /\/15.*\/16 to \/28/, /10\.10\.0\.0\/16/],
  ['is too narrow', '10.0.0.0/29', 'RangeSize', /\/29.*\/16 to \/28/, /10\.10\.0\.0\/16/],
  ['is public', '8.8.0.0/16', 'PublicRange', /is not private/, /10\.10\.0\.0\/16/],
  ['begins in its middle', '10.10.7.0/16', 'RangeBegin', /does not begin/, /Write 10\.10\.0\.0\/16/],
  ['has too large a number', '10.10.300.0/16', 'BadRange', /not an IPv4 range/, /10\.10\.0\.0\/16/],
  ['has no size', '10.10.0.0', 'NotAccepted', /an IPv4 range/, /10\.10\.0\.0\/16/],
  ['has no room for a subnet in each zone', '10.10.0.0/28', 'RangeTooSmall', /3 subnets.*\/30.*\/28/, /larger range/],
] as const;

test.each(ranges)('an address range that %s is refused: %s', (_, cidr, code, message, fix) => {
  const [problem, ...others] = problemsIn(`workspace: acme\nnetwork: { cidr: ${cidr} }`);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ path: 'network.cidr', code, line: 2, column: 18 });
  expect(problem?.message).toMatch(message);
  expect(problem?.fix).toMatch(fix);
});

test.each(['10.10.0.0/16', '172.31.0.0/16', '192.168.4.0/24', '10.0.0.0/26'])(
  'the private range %s is accepted',
  (cidr) => {
    expect(problemsIn(`workspace: acme\nnetwork: { cidr: ${cidr} }`)).toEqual([]);
  },
);

test('a range with too few addresses for the people is refused', () => {
  const people = Array.from({ length: 6 }, (_, index) => `person${index}: { role: viewer }`).join(', ');
  const text = (bits: number) => `workspace: acme\nnetwork: { cidr: 10.0.0.0/${bits} }\npeople: { ${people} }`;
  expect(problemsIn(text(26))[0]).toMatchObject({
    code: 'RangeTooSmall',
    message: expect.stringMatching(/22 addresses for 6/),
  });
  expect(problemsIn(text(24))).toEqual([]);
});

const existing = 'existing: { vpc: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d, subnet-1a1b2c3d] }';

const team = 'people: { ana: { role: lead-data-scientist } }\nprojects: { sales: { members: [ana] } }';
const unified = 'signIn: { method: sso }\nstudio: { experience: unified }';
const described = (more: string) => existing.replace(' }', `, ${more} }`);

const cases: readonly RuleCase[] = [
  {
    promise: 'an existing network with an address range is refused',
    breaks: `workspace: acme\nnetwork: { cidr: 10.10.0.0/16, ${existing} }`,
    keeps: `workspace: acme\nnetwork: { ${existing} }`,
    path: 'network.cidr',
    code: 'Conflict',
    message: /own address range/,
    fix: /Remove `cidr`/,
  },
  {
    promise: 'an existing network with zones is refused',
    breaks: `workspace: acme\nnetwork: { zones: 2, ${existing} }`,
    keeps: `workspace: acme\nnetwork: { mode: egress, ${existing} }`,
    path: 'network.zones',
    code: 'Conflict',
    message: /own zones/,
    fix: /Remove `zones`/,
  },
  {
    promise: 'an existing network on AWS without its route tables is refused',
    breaks: `workspace: acme\naws: { region: eu-central-1 }\nnetwork: { ${existing} }`,
    keeps: `workspace: acme\naws: { region: eu-central-1 }\nnetwork: { ${described('routeTables: [rtb-0a1b2c3d]')} }`,
    path: 'network.existing',
    code: 'MissingSetting',
    message: /`routeTables` is missing: the subnets reach S3/,
    fix: /Add `routeTables`, or `description`.*docs\/existing-network\.md/,
  },
  {
    promise: 'endpoints that are there are refused without the range that they are in',
    breaks: `workspace: acme\naws: { region: eu-central-1 }\nnetwork: { ${described('endpoints: [s3, sts]')} }`,
    keeps: `workspace: acme\naws: { region: eu-central-1 }\nnetwork: { ${described('endpoints: [s3, sts], cidr: 10.1.0.0/16')} }`,
    path: 'network.existing',
    code: 'MissingSetting',
    message: /`cidr` is missing/,
    fix: /Add `cidr`/,
  },
  {
    promise: 'an existing network with subnets in fewer zones than a warehouse needs is refused',
    breaks: `workspace: acme\naws: { region: eu-central-1 }\nnetwork: { ${described('routeTables: [rtb-0a1b2c3d]')} }\n${team}`,
    keeps: `workspace: acme\naws: { region: eu-central-1 }\nnetwork: { zones: 1 }\n${team}`,
    path: 'network.existing.subnets',
    code: 'TooFewZones',
    message: /warehouse needs subnets in at least 3 zones; here are 2/,
    fix: /Add a subnet/,
  },
  {
    promise: 'Unified Studio in one zone alone is refused',
    breaks: `workspace: acme\naws: { region: eu-central-1 }\nnetwork: { zones: 1 }\n${unified}`,
    keeps: `workspace: acme\naws: { region: eu-central-1 }\nnetwork: { zones: 2 }\n${unified}`,
    path: 'network.zones',
    code: 'TooFewZones',
    message: /Unified Studio needs subnets in at least 2 zones; here is 1/,
    fix: /zones: 2/,
  },
  {
    promise: 'an isolated network without any package source is refused',
    breaks: 'workspace: acme\npackages: { upstream: none }',
    keeps: 'workspace: acme\nnetwork: { mode: egress }\npackages: { upstream: none }',
    path: 'packages.upstream',
    code: 'NeedsInternet',
    message: /Nothing could be installed/,
    fix: /upstream: pypi/,
  },
  {
    promise: 'Docker without trusted accounts is refused in an isolated network',
    breaks: 'workspace: acme\nstudio: { docker: { enabled: true } }',
    keeps: 'workspace: acme\nstudio: { docker: { enabled: true, trustedAccounts: ["111122223333"] } }',
    path: 'studio.docker.enabled',
    code: 'NeedsInternet',
    message: /pull no image/,
    fix: /trustedAccounts/,
  },
  {
    promise: 'a repository on GitHub is refused in an isolated network',
    breaks:
      'workspace: acme\nsource: { kind: connection, arn: "arn:aws:codeconnections:eu-central-1:111122223333:connection/1" }',
    keeps: `
workspace: acme
network: { mode: egress }
source: { kind: connection, arn: "arn:aws:codeconnections:eu-central-1:111122223333:connection/1" }`,
    path: 'source.kind',
    code: 'NeedsInternet',
    message: /code would leave/,
    fix: /codecommit/,
  },
  {
    promise: 'cloning from outside is refused in an isolated network',
    breaks: 'workspace: acme\nstudio: { cloneRepository: "https://git.example.com/a.git" }',
    keeps:
      'workspace: acme\nstudio: { cloneRepository: "https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/a" }',
    path: 'studio.cloneRepository',
    code: 'NeedsInternet',
    message: /git\.example\.com.*cannot be reached/,
    fix: /CodeCommit/,
  },
  {
    promise: 'Amazon Q is refused in an isolated network of a region without its endpoint',
    breaks: `
workspace: acme
aws: { region: eu-central-1 }
signIn: { method: sso }
studio: { experience: unified, unified: { amazonQ: free } }`,
    keeps: `
workspace: acme
aws: { region: us-east-1 }
signIn: { method: sso }
studio: { experience: unified, unified: { amazonQ: free } }`,
    path: 'studio.unified.amazonQ',
    code: 'NeedsInternet',
    message: /us-east-1 alone, not in eu-central-1/,
    fix: /amazonQ: off/,
  },
];

test.each(cases)('$promise', (rule) => expectKept(rule, problemsIn));
