import type { Source } from '../../packages/core/src/config/reading/source.ts';
import { frontDoorCases } from './front-door-values.ts';

/** Two files that differ in one option alone. */
export interface Case {
  readonly before: unknown;
  readonly after: unknown;
}

type Settings = Readonly<Record<string, unknown>>;

const source = (file: string, text: string): [string, Source] => [file, { file, folder: '/w', text }];
const vpc = 'vpc-0a1b2c3d';
const description = {
  Vpcs: [{ VpcId: vpc, CidrBlock: '10.9.0.0/16' }],
  Subnets: [],
  RouteTables: [],
  VpcEndpoints: [],
};

const flow = `
flow: sales
inputs:
  sales: { file: other.csv, columns: { store_id: Store }, constants: { country: DE }, dateFormat: dd.MM.yyyy }
  promotions: { file: promotions.csv }
rejectLimit: 10%
earlierRows: keep
calendar: { from: 2020-01-01, to: 2028-12-31, firstKey: 1 }
forecast:
  { covariates: [promo], fills: { promo: mean }, frequency: W, horizon: 2, quantiles: [p50], minimumRows: 40, holdout: 4 }
serving: { endpoint: other }
batch: { table: other }
`;

/** The files that those of the cases name. */
export const sources = new Map([
  source('./other.yaml', flow),
  source('./sales.yaml', 'flow: sales\ninputs: { sales: { file: sales.csv } }\nforecast: { horizon: 5 }\n'),
  source('./vpc.json', JSON.stringify(description)),
]);

const least = {
  workspace: 'acme',
  aws: { region: 'eu-central-1' },
  people: { lead: { role: 'lead-data-scientist' }, ana: { role: 'data-scientist' } },
  projects: { sales: { members: ['lead'] } },
};

const sso = { method: 'sso' };
const egress = { ...least, network: { mode: 'egress' } };

/** Another value of an option where its section says nothing else, or what `given` says. */
function section(name: string, setting: string, value: unknown, given: Settings = {}): Case {
  const own = (least as Settings)[name] as Settings | undefined;
  const before = { ...least, [name]: { ...own, ...given } };
  return { before, after: { ...before, [name]: { ...own, ...given, [setting]: value } } };
}

function inSection(name: string, part: string, value: Settings, given: Settings = {}): Case {
  const own = (least as Settings)[name] as Settings | undefined;
  const before = { ...least, [name]: { ...own, [part]: given } };
  return { before, after: { ...least, [name]: { ...own, [part]: { ...given, ...value } } } };
}

function project(setting: string, value: unknown, given: Settings = {}): Case {
  const of = (settings: Settings) => ({
    ...least,
    projects: { sales: { ...least.projects.sales, ...given, ...settings } },
  });
  return { before: of({}), after: of({ [setting]: value }) };
}

const usage = (setting: string, value: number) => section('usage', setting, value);
const subnets = ['subnet-0a1b2c3d', 'subnet-1a1b2c3d', 'subnet-2a1b2c3d'];
const there = { vpc, subnets, cidr: '10.9.0.0/16', endpoints: ['s3'] };
const existing = (value: Settings, given: Settings = there) => inSection('network', 'existing', value, given);
const role = 'arn:aws:iam::111122223333:role/ml/deploy';
const saml = (name: string) => `arn:aws:iam::111122223333:saml-provider/${name}`;
const oidc = 'arn:aws:iam::111122223333:oidc-provider/login.example.com';
const provider = (value: Settings, given: Settings) => inSection('signIn', 'provider', value, given);
const signInAt = (value: Settings) =>
  inSection('signIn', 'oidc', value, { issuer: 'https://login.example.com', clientId: 'atelier' });
const connection = (id: string) => `arn:aws:codeconnections:eu-central-1:111122223333:connection/${id}`;
const server = { kind: 'server' };

const ofAws: Readonly<Record<string, Case>> = {
  workspace: { before: least, after: { ...least, workspace: 'other' } },
  'aws.region': section('aws', 'region', 'eu-west-1'),
  'aws.account': section('aws', 'account', '111122223333'),
  'aws.tags': section('aws', 'tags', { team: 'forecasting' }),
  'aws.operators': section('aws', 'operators', ['arn:aws:iam::111122223333:role/ml/deploy']),
  'aws.iam.rolePath': inSection('aws', 'iam', { rolePath: '/ml/' }),
  'aws.iam.permissionsBoundary': inSection('aws', 'iam', { permissionsBoundary: 'ml-boundary' }),
  'aws.synthesizer.qualifier': inSection('aws', 'synthesizer', { qualifier: 'ml' }),
  'aws.synthesizer.cloudFormationExecutionRole': inSection('aws', 'synthesizer', { cloudFormationExecutionRole: role }),
  'aws.synthesizer.deployRoleArn': inSection('aws', 'synthesizer', { deployRoleArn: role }),
  'aws.synthesizer.fileAssetPublishingRoleArn': inSection('aws', 'synthesizer', { fileAssetPublishingRoleArn: role }),
  'aws.synthesizer.imageAssetPublishingRoleArn': inSection('aws', 'synthesizer', { imageAssetPublishingRoleArn: role }),
  'aws.synthesizer.lookupRoleArn': inSection('aws', 'synthesizer', { lookupRoleArn: role }),
  'aws.catalog.principals': section('aws', 'catalog', { principals: ['role/Admin'] }),
  'aws.catalog.serviceRoles': section('aws', 'catalog', { principals: ['role/Admin'], serviceRoles: 'create' }),
  'signIn.method': section('signIn', 'method', 'sso'),
  'signIn.identityCenter': section('signIn', 'identityCenter', 'arn:aws:sso:::instance/ssoins-1234567890abcdef', {
    method: 'sso',
  }),
  'signIn.provider.kind': provider({ kind: 'portal', arn: role }, { kind: 'saml', arn: saml('company') }),
  'signIn.provider.arn': provider({ arn: saml('other') }, { kind: 'saml', arn: saml('company') }),
  'signIn.oidc.issuer': signInAt({ issuer: 'https://login.example.org' }),
  'signIn.oidc.clientId': signInAt({ clientId: 'other' }),
  'signIn.oidc.secretFile': signInAt({ secretFile: './oidc-secret' }),
  ...frontDoorCases,
  'signIn.provider.audience': provider({ audience: 'other' }, { kind: 'oidc', arn: oidc, audience: 'atelier' }),
};

const ofNetwork: Readonly<Record<string, Case>> = {
  'network.mode': section('network', 'mode', 'egress'),
  'network.zones': section('network', 'zones', 3),
  'network.access': section('network', 'access', 'anywhere'),
  'network.cidr': section('network', 'cidr', '10.20.0.0/16'),
  'network.s3PrefixList': section('network', 's3PrefixList', 'pl-0a1b2c3d'),
  'network.flowLogs': section('network', 'flowLogs', false),
  'network.existing.vpc': existing({ vpc: 'vpc-1a1b2c3d' }),
  'network.existing.subnets': existing({ subnets: ['subnet-3a1b2c3d', ...subnets] }),
  'network.existing.cidr': existing({ cidr: '10.8.0.0/16' }),
  'network.existing.routeTables': existing(
    { routeTables: ['rtb-1a1b2c3d'] },
    { ...there, endpoints: ['sts'], routeTables: ['rtb-0a1b2c3d'] },
  ),
  'network.existing.endpoints': existing({ endpoints: ['s3', 'sts'] }),
  'network.existing.description': existing(
    { description: './vpc.json', routeTables: undefined },
    { ...there, endpoints: ['sts'], routeTables: ['rtb-1a1b2c3d'] },
  ),
};

const ofStudio: Readonly<Record<string, Case>> = {
  'studio.experience': {
    before: { ...least, signIn: sso },
    after: { ...least, signIn: sso, studio: { experience: 'unified' } },
  },
  'studio.spaces': section('studio', 'spaces', 'shared'),
  'studio.instance': section('studio', 'instance', 'ml.t3.large'),
  'studio.idleStop': section('studio', 'idleStop', 'off'),
  'studio.idleStop.after': section('studio', 'idleStop', { after: '90m' }),
  'studio.idleStop.min': inSection('studio', 'idleStop', { min: '60m' }, { after: '120m' }),
  'studio.idleStop.max': inSection('studio', 'idleStop', { max: '8h' }, { after: '120m' }),
  'studio.homeFolders': section('studio', 'homeFolders', 'delete'),
  'studio.docker.enabled': {
    before: egress,
    after: { ...egress, studio: { docker: { enabled: true } } },
  },
  'studio.docker.trustedAccounts': {
    before: { ...egress, studio: { docker: { enabled: true } } },
    after: { ...egress, studio: { docker: { enabled: true, trustedAccounts: ['111122223333'] } } },
  },
  'studio.image.name': inSection('studio', 'image', { name: 'other' }, { name: 'team', appConfig: 'team' }),
  'studio.image.appConfig': inSection('studio', 'image', { appConfig: 'other' }, { name: 'team', appConfig: 'team' }),
  'studio.disk.defaultGb': inSection('studio', 'disk', { defaultGb: 20 }, { maxGb: 100 }),
  'studio.disk.maxGb': inSection('studio', 'disk', { maxGb: 200 }, { maxGb: 100 }),
  'studio.isolateDomain': section('studio', 'isolateDomain', false),
  'studio.remoteAccess': section('studio', 'remoteAccess', true),
  'studio.projectTemplates': section('studio', 'projectTemplates', true),
  'studio.prewarm': section('studio', 'prewarm', true),
  'studio.cloneRepository': section(
    'studio',
    'cloneRepository',
    'https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/notebooks',
  ),
  ...Object.fromEntries(
    Object.entries({ owner: 'lead', assignment: 'automatic', amazonQ: 'free', generativeAi: true }).map(
      ([name, value]) => [
        `studio.unified.${name}`,
        {
          before: { ...least, signIn: sso },
          after: { ...egress, signIn: sso, studio: { experience: 'unified', unified: { [name]: value } } },
        },
      ],
    ),
  ),
};

const ofTracking: Readonly<Record<string, Case>> = {
  'tracking.kind': section('tracking', 'kind', 'app'),
  'tracking.name': section('tracking', 'name', 'other'),
  'tracking.autoRegister': section('tracking', 'autoRegister', true),
  'tracking.scope': section('tracking', 'scope', 'workspace', server),
  ...Object.fromEntries(
    Object.entries({ from: '08:00', to: '20:00', days: ['Sun'], timeZone: 'Asia/Tokyo' }).map(([name, value]) => [
      `tracking.hours.${name}`,
      inSection('tracking', 'hours', { [name]: value }, { from: '07:00', to: '19:00' }),
    ]),
  ),
  'tracking.size': section('tracking', 'size', 'Large', server),
  'tracking.version': section('tracking', 'version', '3.0.0', server),
  'tracking.bucket': section('tracking', 'bucket', 'acme-mlflow'),
  'tracking.prefix': section('tracking', 'prefix', '/mlflow', { bucket: 'acme-mlflow' }),
  'tracking.maintenance': section('tracking', 'maintenance', 'Tue:03:30'),
};

const ofSupplies: Readonly<Record<string, Case>> = {
  'packages.upstream': { before: egress, after: { ...egress, packages: { upstream: 'none' } } },
  'packages.allow': section('packages', 'allow', ['pandas']),
  'packages.quarantineDays': section('packages', 'quarantineDays', 0),
  'packages.own': section('packages', 'own', './wheels'),
  'packages.sources': section('packages', 'sources', ['pandas']),
  'source.kind': section('source', 'kind', 'none'),
  'source.arn': {
    before: { ...egress, source: { kind: 'connection', arn: connection('0a1b2c3d') } },
    after: { ...egress, source: { kind: 'connection', arn: connection('1a1b2c3d') } },
  },
  'source.owner': {
    before: { ...egress, source: { kind: 'connection', arn: connection('0a1b2c3d') } },
    after: { ...egress, source: { kind: 'connection', arn: connection('0a1b2c3d'), owner: 'acme' } },
  },
  'bigData.emr': section('bigData', 'emr', 'serverless'),
  'bigData.engine': section('bigData', 'engine', 'spark'),
  'people.NAME.role': section('people', 'ana', { role: 'viewer' }),
  'people.NAME.sso': {
    before: { ...least, signIn: { method: 'sso' } },
    after: {
      ...(section('people', 'ana', { role: 'data-scientist', sso: 'ana@example.com' }).after as Settings),
      signIn: { method: 'sso' },
    },
  },
};

const notify = { notify: ['lead@example.com'] };
const ofProjects: Readonly<Record<string, Case>> = {
  'projects.NAME.members': project('members', ['lead', 'ana']),
  'projects.NAME.warehouse': project('warehouse', 'none'),
  'projects.NAME.warehouse.baseCapacity': project('warehouse', { baseCapacity: 16 }),
  'projects.NAME.warehouse.maxCapacity': project('warehouse', { maxCapacity: 64 }),
  'projects.NAME.warehouse.queries.seconds': project('warehouse', { queries: { seconds: 60 } }),
  'projects.NAME.warehouse.queries.rows': project('warehouse', { queries: { rows: 1000 } }),
  'projects.NAME.warehouse.queries.memoryMb': project('warehouse', { queries: { memoryMb: 512 } }),
  'projects.NAME.warehouse.queries.temporaryDiskMb': project('warehouse', { queries: { temporaryDiskMb: 100 } }),
  'projects.NAME.flows': project('flows', ['./sales.yaml']),
  'projects.NAME.buckets': project('buckets', { 'acme-raw-data': 'read' }),
  'projects.NAME.deliverFrom.senders': project('deliverFrom', { senders: [role] }),
  'projects.NAME.deliverFrom.organization': project(
    'deliverFrom',
    { senders: [role], organization: 'o-a1b2c3d4e5' },
    { deliverFrom: { senders: [role] } },
  ),
  'projects.NAME.notify': project('notify', ['lead@example.com']),
  'projects.NAME.serving.instance': project('serving', { instance: 'ml.m5.large' }),
  'projects.NAME.serving.minInstances': project('serving', { minInstances: 2 }),
  'projects.NAME.serving.maxInstances': project('serving', { maxInstances: 4 }),
  'projects.NAME.serving.batchInstance': project('serving', { batchInstance: 'ml.m5.large' }),
  'projects.NAME.serving.capturePercent': project('serving', { capturePercent: 10 }),
  'projects.NAME.promotion.approveWithin': project('promotion', { approveWithin: '1d' }),
  'projects.NAME.promotion.canaryPercent': project('promotion', { canaryPercent: 20 }),
  'projects.NAME.budget.monthlyUsd': project('budget', { monthlyUsd: 800 }, notify),
};

const limit = (setting: string, value: unknown): Case => ({
  before: project('budget', undefined, notify).before,
  after: { ...(project('budget', undefined, notify).before as Settings), limits: { [setting]: value } },
});

const ofUsage: Readonly<Record<string, Case>> = {
  'limits.monthlyUsd': limit('monthlyUsd', 1500),
  'limits.instances': limit('instances', ['ml.t3.*', 'ml.m5.*']),
  'limits.fileSystems': limit('fileSystems', ['fs-0123456789abcdef0']),
  ...Object.fromEntries(
    ['hoursPerDay', 'daysPerMonth', 'peopleAtWork', 'warehouseHoursPerMonth', 'warehouseGb', 'endpointHoursPerMonth']
      .concat(['batchHoursPerMonth', 'modelStorageGb', 'sparkHoursPerMonth', 'networkGbPerMonth', 'internetGbPerMonth'])
      .concat(['lookupsPerMonth', 'logGbPerMonth', 'storageGb', 'homeGb', 'packagesGb'])
      .map((setting) => [`usage.${setting}`, usage(setting, 1)]),
  ),
  'usage.counted.lines': section('usage', 'counted', { lines: ['storage'] }),
  'usage.counted.endpoints': section('usage', 'counted', { endpoints: ['sts'] }),
};

/** Flow files that differ in everything but the name of the flow. */
export const flowCase: Case = {
  before: project('flows', ['./sales.yaml']).after,
  after: project('flows', ['./other.yaml']).after,
};

/** For each option a file without it, or with a usual value, and the same file with another value. */
export const cases: Readonly<Record<string, Case>> = {
  ...ofAws,
  ...ofNetwork,
  ...ofStudio,
  ...ofTracking,
  ...ofSupplies,
  ...ofProjects,
  ...ofUsage,
};
