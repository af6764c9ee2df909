import { expect, test } from 'vitest';
import { profileName } from '../../../src/config/normalising/profile-name.ts';
import { parseWorkspace } from '../../../src/config/parse-workspace.ts';
import type { FlowSpec } from '../../../src/model/flow-spec.ts';
import type { Workspace } from '../../../src/model/workspace.ts';

function workspaceOf(text: string, flows: Readonly<Record<string, string>> = {}): Workspace {
  const sources = Object.entries(flows).map(
    ([file, flow]) => [file, { file, folder: '/team/flows', text: flow }] as const,
  );
  const result = parseWorkspace({ file: 'atelier.yaml', folder: '/team', text }, new Map(sources));
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.workspace;
}

function flowOf(text: string): FlowSpec {
  const team =
    'workspace: acme\npeople: { ana: { role: lead-data-scientist } }\nprojects: { sales: { members: [ana], flows: [f.yaml] } }';
  return workspaceOf(team, { 'f.yaml': text }).projects[0]?.flows[0] as FlowSpec;
}

test('a name alone is a valid workspace for one machine', () => {
  expect(workspaceOf('workspace: acme')).toEqual({
    name: 'acme',
    aws: null,
    signIn: { method: 'iam', identityCenter: null, provider: null, oidc: null },
    frontDoor: null,
    network: {
      kind: 'new',
      access: { kind: 'endpoint' },
      mode: 'isolated',
      cidr: '10.10.0.0/16',
      zones: 2,
      zoneIds: null,
      flowLogs: true,
      s3PrefixList: null,
    },
    studio: {
      experience: 'studio',
      spaces: 'private',
      instance: 'ml.t3.medium',
      idleStop: { afterMinutes: 120, minMinutes: null, maxMinutes: null },
      homeFolders: 'keep',
      docker: { enabled: false, trustedAccounts: [] },
      image: null,
      disk: null,
      isolateDomain: true,
      remoteAccess: false,
      projectTemplates: false,
      prewarm: false,
      cloneRepository: null,
      unified: { owner: null, assignment: 'manual', amazonQ: 'off', generativeAi: false },
    },
    tracking: {
      kind: 'server',
      name: 'mlflow',
      autoRegister: false,
      bucket: null,
      prefix: '/',
      maintenance: null,
      scope: 'project',
      hours: null,
      size: 'Small',
      version: null,
    },
    packages: { upstream: 'pypi', allow: [], quarantineDays: 7, own: null, sources: [] },
    source: { kind: 'codecommit' },
    bigData: { emr: 'none', engine: 'sqlframe' },
    people: [],
    projects: [],
    limits: { monthlyUsd: null, instances: null, fileSystems: [] },
    usage: {
      hoursPerDay: 4,
      daysPerMonth: 22,
      peopleAtWork: null,
      warehouseHoursPerMonth: 30.5,
      warehouseGb: 10,
      endpointHoursPerMonth: 730,
      batchHoursPerMonth: 5,
      modelStorageGb: 30,
      sparkHoursPerMonth: 20,
      networkGbPerMonth: 100,
      internetGbPerMonth: 10,
      lookupsPerMonth: 1_000_000,
      logGbPerMonth: 5,
      storageGb: 50,
      homeGb: 5,
      packagesGb: 5,
      counted: { lines: null, endpoints: null },
    },
  });
});

test('a project gets its defaults', () => {
  const text =
    'workspace: acme\npeople: { ana: { role: lead-data-scientist } }\nprojects: { sales: { members: [ana] } }';
  expect(workspaceOf(text).projects).toEqual([
    {
      name: 'sales',
      members: ['ana'],
      warehouse: {
        baseCapacity: 8,
        maxCapacity: null,
        queries: { seconds: 600, rows: 5_000_000, memoryMb: null, temporaryDiskMb: 20_480 },
      },
      flows: [],
      buckets: [],
      deliverFrom: null,
      notify: [],
      serving: {
        instance: 'ml.m5.xlarge',
        minInstances: 1,
        maxInstances: 1,
        batchInstance: 'ml.m5.12xlarge',
        capturePercent: 50,
      },
      promotion: { approveWithinMinutes: 10_080, canaryPercent: 10 },
      monthlyUsd: null,
    },
  ]);
});

test('times become minutes, and off becomes no time at all', () => {
  const idle = (written: string) => workspaceOf(`workspace: acme\nstudio: { idleStop: ${written} }`).studio.idleStop;
  expect(idle('{ after: 2h, min: 60m, max: 365d }')).toEqual({
    afterMinutes: 120,
    minMinutes: 60,
    maxMinutes: 525_600,
  });
  expect(idle('off')).toBeNull();
  expect(idle('{}')).toBeNull();
});

test('zones can be counted or named, and an existing network stands alone', () => {
  const network = (written: string) => workspaceOf(`workspace: acme\nnetwork: { ${written} }`).network;
  expect(network('zones: [euc1-az1, euc1-az3]')).toMatchObject({
    kind: 'new',
    zones: 2,
    zoneIds: ['euc1-az1', 'euc1-az3'],
  });
  expect(network('existing: { vpc: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d] }')).toEqual({
    kind: 'existing',
    access: { kind: 'endpoint' },
    mode: 'isolated',
    vpc: 'vpc-0a1b2c3d',
    subnets: ['subnet-0a1b2c3d'],
    flowLogs: true,
    s3PrefixList: null,
    cidr: null,
    routeTables: [],
    endpoints: [],
    description: null,
  });
});

test('a sign-in name becomes a legal profile name that depends on nobody else', () => {
  const legal = /^[a-z0-9](-*[a-z0-9]){0,62}$/;
  const names = [
    'ana',
    'ana.b@example.com',
    'ana_b@example.com',
    'ana+b@example.com',
    'ana--b',
    `${'a'.repeat(60)}@b.c`,
  ];
  const profiles = names.map(profileName);
  expect(profiles[0]).toBe('ana');
  expect(profiles[1]).toMatch(/^ana-b-example-com-[0-9a-f]{6}$/);
  expect(profiles.every((profile) => legal.test(profile) && profile.length <= 32)).toBe(true);
  expect(new Set(profiles).size).toBe(names.length);
});

test('a person signs in under the name of the directory, and keeps a profile under the name of the file', () => {
  const { people } = workspaceOf('workspace: acme\npeople: { lead: { role: admin, sso: lead@example.com } }');
  expect(people).toEqual([{ name: 'lead', role: 'admin', signInName: 'lead@example.com', profile: 'lead' }]);
});

test('a flow gets every default', () => {
  const flow = flowOf('flow: sales\ninputs: { sales: { file: ../data/s.csv } }\nforecast: { horizon: 5 }');
  expect(flow).toEqual({
    flow: 'sales',
    inputs: {
      sales: { file: '/team/data/s.csv', within: '/team', columns: {}, constants: {}, dateFormat: 'yyyy-MM-dd' },
      promotions: null,
      dates: null,
    },
    rejectLimit: 0.05,
    earlierRows: 'refuse',
    calendar: { from: '2010-01-01', to: '2029-12-31', firstKey: 1001 },
    forecast: {
      item: 'store_id',
      timestamp: 'sales_date',
      target: 'total_sales',
      covariates: [],
      fills: { total_sales: { middle: 'zero', back: 'zero', future: 'zero' } },
      frequency: 'D',
      horizon: 5,
      quantiles: ['p10', 'p50', 'p90'],
      minimumRows: 25,
      holdout: 5,
      backtestWindows: 3,
      timeBudgetSeconds: 120,
      candidates: ['seasonal-naive', 'npts', 'ets', 'theta', 'arima', 'lightgbm'],
    },
    serving: { endpoint: 'sales' },
    batch: { table: 'forecast' },
  });
});

test('a flow with promotions uses them as covariates, and fills can be written short or in full', () => {
  const { forecast } = flowOf(`
flow: sales
inputs: { sales: { file: s.csv }, promotions: { file: p.csv } }
forecast: { horizon: 5, fills: { promo: 1.5, school_holiday: { future: max } }, timeBudget: 90s }`);
  expect(forecast.covariates).toEqual(['promo', 'school_holiday']);
  expect(forecast.fills).toEqual({
    promo: { middle: 1.5, back: 1.5, future: 1.5 },
    school_holiday: { middle: 'zero', back: 'zero', future: 'max' },
    total_sales: { middle: 'zero', back: 'zero', future: 'zero' },
  });
  expect(forecast.timeBudgetSeconds).toBe(90);
});

test('a weekly file with columns of its own can be a flow', () => {
  const { inputs, forecast } = flowOf(`
flow: weekly-sales
inputs:
  sales:
    file: weekly.csv
    columns: { store_id: Store, sales_date: Date, total_sales: Weekly_Sales }
    constants: { store_name: Store, store_address: unknown, city: unknown, state: unknown, country: US }
    dateFormat: dd-MM-yyyy
  promotions:
    file: weekly.csv
    columns: { store_id: Store, sales_date: Date, promo: Holiday_Flag }
    constants: { school_holiday: 0 }
    dateFormat: dd-MM-yyyy
forecast: { frequency: W, horizon: 8, minimumRows: 100 }`);
  expect(inputs.promotions).toEqual({
    file: '/team/flows/weekly.csv',
    within: '/team/flows',
    columns: { store_id: 'Store', sales_date: 'Date', promo: 'Holiday_Flag' },
    constants: { school_holiday: 0 },
    dateFormat: 'dd-MM-yyyy',
  });
  expect(forecast).toMatchObject({ frequency: 'W', horizon: 8, holdout: 8, covariates: ['promo', 'school_holiday'] });
});

test('what a price table counts is kept as written, and all that is not named is counted', () => {
  const usage = 'usage: { peopleAtWork: 3, counted: { endpoints: [sts, ecr.api] } }';
  expect(workspaceOf(`workspace: acme\n${usage}`).usage).toMatchObject({
    peopleAtWork: 3,
    counted: { lines: null, endpoints: ['sts', 'ecr.api'] },
  });
});

test.each([
  ['5%', 0.05],
  ['12.5 %', 0.125],
  ['0%', 0],
  ['100%', 1],
  ['0.05', 0.05],
  ['0', 0],
])('a rejectLimit of %s is the share %s', (written, share) => {
  const text = `flow: sales\ninputs: { sales: { file: s.csv } }\nforecast: { horizon: 5 }\nrejectLimit: ${written}`;
  expect(flowOf(text).rejectLimit).toBe(share);
});

test.each([
  ['', 'server'],
  ['network: { mode: egress }', 'server'],
  ['network: { existing: { vpc: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d] } }', 'server'],
  ['tracking: { kind: app }', 'app'],
  ['network: { mode: egress }\ntracking: { kind: app }', 'app'],
  ['tracking: { kind: none }', 'none'],
])('tracking of a file with "%s" is %s: as it says, or what every network reaches', (more, kind) => {
  expect(workspaceOf(`workspace: acme\n${more}`).tracking.kind).toBe(kind);
});

test('the files of a front door start from the folder of the file, and its port is that of https', () => {
  const oidc = 'signIn: { oidc: { issuer: "https://login.example.com", clientId: a } }';
  const door =
    'frontDoor: { name: a.example.com, address: 10.0.0.5, certificate: ./certs/chain.pem, key: /etc/key.pem }';
  expect(workspaceOf(`workspace: acme\n${oidc}\n${door}`).frontDoor).toEqual({
    name: 'a.example.com',
    address: '10.0.0.5',
    port: 443,
    certificate: '/team/certs/chain.pem',
    key: '/etc/key.pem',
  });
});
