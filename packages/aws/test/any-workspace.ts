import { randomFrom } from '../../../test/random-from.ts';

/** Each part of a file in forms that differ in what is made; the first is what a file begins with. */
const parts: Readonly<Record<string, readonly string[]>> = {
  aws: [
    '',
    ', iam: { rolePath: /ml/, permissionsBoundary: ml-boundary }',
    ', account: "111122223333"',
    ', tags: { team: a }',
  ],
  signIn: ['', '{ method: sso }', '{ method: iam }'],
  network: [
    '',
    '{ flowLogs: false, zones: 3 }',
    '{ mode: egress }',
    '{ mode: egress, zones: [euc1-az1, euc1-az2, euc1-az3], flowLogs: false }',
    '{ existing: { vpc: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d, subnet-1a1b2c3d, subnet-2a1b2c3d], routeTables: [rtb-0a1b2c3d] } }',
    '{ existing: { vpc: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d, subnet-1a1b2c3d, subnet-2a1b2c3d], cidr: 10.1.0.0/16, endpoints: [s3, sts, logs] } }',
  ],
  studio: [
    '',
    '{ spaces: shared }',
    '{ spaces: none, projectTemplates: true }',
    '{ spaces: shared, projectTemplates: true, idleStop: off, homeFolders: delete }',
    '{ docker: { enabled: true, trustedAccounts: ["444455556666"] }, isolateDomain: false, remoteAccess: true }',
    '{ cloneRepository: "https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/notes" }',
  ],
  tracking: [
    '',
    '{ kind: none }',
    '{ kind: server, size: Medium, version: 3.0.0 }',
    '{ kind: app }',
    '{ kind: server, scope: workspace, hours: { from: "08:00", to: "18:00", days: [Tue], timeZone: Asia/Tokyo } }',
    '{ autoRegister: true, bucket: old-runs, prefix: /mlflow }',
  ],
  packages: ['', '{ allow: all }', '{ allow: [pandas, polars] }', '{ upstream: none }'],
  source: [
    '',
    '{ kind: none }',
    '{ kind: connection, arn: "arn:aws:codeconnections:eu-central-1:111122223333:connection/abc", owner: team }',
  ],
  bigData: ['', '{ emr: serverless }'],
  limits: ['', '{ monthlyUsd: 9000 }', '{ instances: ["ml.t3.*", "ml.m5.*"], fileSystems: [fs-0123456789abcdef0] }'],
};

const roles = ['lead-data-scientist', 'data-scientist', 'data-engineer', 'viewer', 'admin'];
const budgets = ['', ', budget: { monthlyUsd: 300 }'];
const addresses = [
  '',
  ', notify: [one@example.com]',
  ', notify: [one@example.com, two@example.com, two+3@example.com]',
];
const buckets = ['', ', buckets: { raw-sales: write, "weather-*": read }'];

/** A file that is not like the others, the same for the same number; up to four projects, up to eight people. */
export function anyWorkspace(number: number): string {
  const random = randomFrom(number);
  const pick = (choices: readonly string[]) => choices[Math.floor(random() * choices.length)] ?? '';
  const count = (most: number) => Math.floor(random() * (most + 1));
  const { aws = [], ...sections } = parts;
  const chosen = Object.entries(sections).map(([section, forms]): [string, string] => [section, pick(forms)]);
  // The file alone may say what an isolated network cannot hold.
  const isOpen = chosen.some(([section, form]) => section === 'network' && form.includes('egress'));
  const kept = chosen.filter(([, form]) => form !== '' && (isOpen || !/connection|upstream: none/.test(form)));
  const projects = count(4);
  const people = Array.from({ length: projects + count(4) }, (_, index) => `person-${number}-${index}`);
  return [
    'workspace: any',
    `aws: { region: eu-central-1${pick(aws)} }`,
    ...kept.map(([section, form]) => `${section}: ${form}`),
    'people:',
    ...people.map((name, index) => `  ${name}: { role: ${index < projects ? roles[0] : pick(roles)} }`),
    'projects:',
    ...Array.from({ length: projects }, (_, index) => {
      const members = people.filter((_name, person) => person === index || random() < 0.4);
      return `  project-${index}: { members: [${members}]${pick(budgets)}${pick(addresses)}${pick(buckets)} }`;
    }),
  ]
    .join('\n')
    .replace(/^(people|projects):$(?!\n {2})/gm, '$1: {}');
}
