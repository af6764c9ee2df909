import { expect, test } from 'vitest';
import { problemsIn } from '../problems-in.ts';
import { expectKept, type RuleCase } from '../rule-case.ts';

const project = (settings: string) =>
  `workspace: acme\npeople: { ana: { role: lead-data-scientist } }\nprojects: { sales: { members: [ana], ${settings} } }`;

const numbered = (count: number, name: (number: number) => string) =>
  Array.from({ length: count }, (_, number) => name(number)).join(', ');

const cases: readonly RuleCase[] = [
  {
    promise: 'a size for tracking without a server is refused',
    breaks: 'workspace: acme\ntracking: { kind: app, size: Small }',
    keeps: 'workspace: acme\ntracking: { kind: server, size: Small, version: 3.0.0 }',
    path: 'tracking.size',
    code: 'NoEffect',
    message: /serverless app has no size/,
    fix: /kind: server/,
  },
  {
    promise: 'settings of tracking that is not there are refused',
    breaks: 'workspace: acme\ntracking: { kind: none, autoRegister: true }',
    keeps: 'workspace: acme\ntracking: { kind: app, autoRegister: true }',
    path: 'tracking.autoRegister',
    code: 'NoEffect',
    message: /no autoRegister/,
    fix: /kind: app/,
  },
  {
    promise: 'a disk that begins above its limit is refused',
    breaks: 'workspace: acme\nstudio: { disk: { defaultGb: 30, maxGb: 20 } }',
    keeps: 'workspace: acme\nstudio: { disk: { defaultGb: 20, maxGb: 20 } }',
    path: 'studio.disk.maxGb',
    code: 'DiskOrder',
    message: /30 GB, which is more than 20/,
    fix: /Write 30/,
  },
  {
    promise: 'one app for all projects is refused: only a server has a scope',
    breaks: 'workspace: acme\ntracking: { kind: app, scope: workspace }',
    keeps: 'workspace: acme\ntracking: { scope: workspace }',
    path: 'tracking.scope',
    code: 'NoEffect',
    message: /serverless app has no scope/,
    fix: /kind: server/,
  },
  {
    promise: 'hours of a tracking that cannot be stopped are refused',
    breaks: 'workspace: acme\ntracking: { kind: app, hours: { from: "07:00", to: "19:00" } }',
    keeps: 'workspace: acme\ntracking: { hours: { from: "07:00", to: "19:00" } }',
    path: 'tracking.hours',
    code: 'NoEffect',
    message: /serverless app has no hours/,
    fix: /kind: server/,
  },
  {
    promise: 'a bucket for a server that all projects have together is refused',
    breaks: 'workspace: acme\ntracking: { scope: workspace, bucket: ours }',
    keeps: 'workspace: acme\ntracking: { scope: project, bucket: ours }',
    path: 'tracking.bucket',
    code: 'NoEffect',
    message: /stay in the buckets and registries of the projects/,
    fix: /scope: project/,
  },
  {
    promise: 'a server that stops before it starts is refused',
    breaks: 'workspace: acme\ntracking: { hours: { from: "19:00", to: "07:00" } }',
    keeps: 'workspace: acme\ntracking: { hours: { from: "07:00", to: "07:01" } }',
    path: 'tracking.hours.to',
    code: 'HoursEndBeforeTheyBegin',
    message: /stop at 07:00, which is not after 19:00/,
    fix: /later time/,
  },
  {
    promise: 'a time zone that nobody knows is refused',
    breaks: 'workspace: acme\ntracking: { hours: { from: "07:00", to: "19:00", timeZone: Europe/Bern_Sued } }',
    keeps: 'workspace: acme\ntracking: { hours: { from: "07:00", to: "19:00", timeZone: America/Argentina/Ushuaia } }',
    path: 'tracking.hours.timeZone',
    code: 'UnknownTimeZone',
    message: /"Europe\/Bern_Sued"/,
    fix: /Europe\/Berlin/,
  },
  {
    promise: 'a tracking prefix that ends in a slash is refused',
    breaks: 'workspace: acme\ntracking: { prefix: /mlflow/ }',
    keeps: 'workspace: acme\ntracking: { prefix: /mlflow/runs }',
    path: 'tracking.prefix',
    code: 'BadPrefix',
    message: /"\/mlflow\/"/,
    fix: /Write \/mlflow\.$/,
  },
  {
    promise: 'a tracking prefix that would run into the name of its bucket is refused',
    breaks: 'workspace: acme\ntracking: { prefix: mlflow }',
    keeps: 'workspace: acme\ntracking: { prefix: / }',
    path: 'tracking.prefix',
    code: 'NotAccepted',
    message: /begins with \//,
    fix: /\/mlflow/,
  },
  {
    promise: 'a tracking prefix that leads to another folder than it says is refused',
    breaks: 'workspace: acme\ntracking: { prefix: /runs/../other }',
    keeps: 'workspace: acme\ntracking: { prefix: /runs/..other }',
    path: 'tracking.prefix',
    code: 'BadPrefix',
    message: /"\/runs\/\.\.\/other".*begin with \//,
    fix: /Write \/runs\/other\.$/,
  },
  {
    promise: 'a tracking prefix that is a pattern is refused',
    breaks: 'workspace: acme\ntracking: { prefix: "/runs*" }',
    keeps: 'workspace: acme\ntracking: { prefix: "/runs!" }',
    path: 'tracking.prefix',
    code: 'BadPrefix',
    message: /"\/runs\*"/,
    fix: /Write \/runs-\.$/,
  },
  {
    promise: 'more addresses than a budget tells are refused',
    breaks: project(`notify: [${numbered(11, (number) => `lead${number}@example.com`)}]`),
    keeps: project(`notify: [${numbered(10, (number) => `lead${number}@example.com`)}]`),
    path: 'projects.sales.notify',
    code: 'TooManyAddresses',
    message: /11 addresses.*at most 10/,
    fix: /passes mail on/,
  },
  ...['https://git.example.com/$(id).git', 'https://me:word@git.example.com/a.git', 'https://git.example.com/a/..'].map(
    (address): RuleCase => ({
      promise: `the repository ${address} is refused`,
      breaks: `workspace: acme\nnetwork: { mode: egress }\nstudio: { cloneRepository: "${address}" }`,
      keeps:
        'workspace: acme\nnetwork: { mode: egress }\nstudio: { cloneRepository: "https://git.example.com/a/b.git" }',
      path: 'studio.cloneRepository',
      code: 'NotAccepted',
      message: /the https:\/\/ address of a git repository/,
      fix: /notebooks\.git/,
    }),
  ),
  {
    promise: 'a connection without its ARN is refused',
    breaks: 'workspace: acme\nnetwork: { mode: egress }\nsource: { kind: connection }',
    keeps: 'workspace: acme\nnetwork: { mode: egress }\nsource: { kind: codecommit }',
    path: 'source.arn',
    code: 'MissingSetting',
    message: /needs the ARN/,
    fix: /Add `arn`/,
  },
  {
    promise: 'an owner without a connection is refused',
    breaks: 'workspace: acme\nsource: { owner: acme }',
    keeps: 'workspace: acme\nsource: { kind: none }',
    path: 'source.owner',
    code: 'NoEffect',
    message: /kind is codecommit/,
    fix: /kind: connection/,
  },
  {
    promise: 'budgets that add up to more than the limit are refused',
    breaks: `${project('budget: { monthlyUsd: 800 }')}\nlimits: { monthlyUsd: 500 }`,
    keeps: `${project('budget: { monthlyUsd: 800 }')}\nlimits: { monthlyUsd: 800 }`,
    path: 'limits.monthlyUsd',
    code: 'BudgetsAboveLimit',
    message: /add up to 800 USD.*limit of 500/,
    fix: /monthlyUsd: 800/,
  },
  {
    promise: 'a budget of nothing is refused',
    breaks: project('budget: { monthlyUsd: 0 }'),
    keeps: project('budget: { monthlyUsd: 0.5 }'),
    path: 'projects.sales.budget.monthlyUsd',
    code: 'NotAccepted',
    message: /0 is not accepted here.*above 0/,
    fix: /800/,
  },
  {
    promise: 'a notebook larger than the limits allow is refused',
    breaks: 'workspace: acme\nstudio: { instance: ml.p4d.24xlarge }\nlimits: { instances: ["ml.t3.*"] }',
    keeps: 'workspace: acme\nstudio: { instance: ml.p4d.24xlarge }\nlimits: { instances: ["ml.t3.*", "ml.p4d.*"] }',
    path: 'studio.instance',
    code: 'InstanceNotAllowed',
    message: /ml\.p4d\.24xlarge is not among.*ml\.t3/,
    fix: /add "ml\.p4d\.24xlarge"/,
  },
  {
    promise: 'a batch job larger than the limits allow is refused',
    breaks: `${project('serving: { batchInstance: ml.m5.24xlarge }')}\nlimits: { instances: [ml.t3.medium, ml.m5.xlarge] }`,
    keeps: `${project('serving: { batchInstance: ml.m5.24xlarge }')}\nlimits: { instances: [ml.t3.medium, "ml.m5.*"] }`,
    path: 'projects.sales.serving.batchInstance',
    code: 'InstanceNotAllowed',
    message: /ml\.m5\.24xlarge is not among/,
    fix: /limits\.instances/,
  },
  {
    promise: 'a warehouse whose most is less than its least is refused',
    breaks: project('warehouse: { baseCapacity: 16, maxCapacity: 8 }'),
    keeps: project('warehouse: { baseCapacity: 16, maxCapacity: 16 }'),
    path: 'projects.sales.warehouse.maxCapacity',
    code: 'RangeOrder',
    message: /maxCapacity is 8, below baseCapacity, 16/,
    fix: /at least 16/,
  },
  {
    promise: 'a tag that AWS keeps to itself is refused',
    breaks: 'workspace: acme\naws: { region: eu-central-1, tags: { "aws:team": x } }',
    keeps: 'workspace: acme\naws: { region: eu-central-1, tags: { "my:team": x } }',
    path: 'aws.tags["aws:team"]',
    code: 'BadTag',
    message: /begin with "aws:"/,
    fix: /"team"/,
  },
  {
    promise: 'two tags that differ in case alone are refused',
    breaks: 'workspace: acme\naws: { region: eu-central-1, tags: { team: x, Team: y } }',
    keeps: 'workspace: acme\naws: { region: eu-central-1, tags: { team: x, Teams: y } }',
    path: 'aws.tags.Team',
    code: 'BadTag',
    message: /differ in case alone/,
    fix: /Remove one/,
  },
];

test.each(cases)('$promise', (rule) => expectKept(rule, problemsIn));

test('more tags than AWS takes are refused', () => {
  const tags = (count: number) => Array.from({ length: count }, (_, index) => `t${index}: x`).join(', ');
  const text = (count: number) => `workspace: acme\naws: { region: eu-central-1, tags: { ${tags(count)} } }`;
  expect(problemsIn(text(41))).toMatchObject([{ path: 'aws.tags', code: 'BadTag', fix: 'Remove 1 of them.' }]);
  expect(problemsIn(text(40))).toEqual([]);
});
