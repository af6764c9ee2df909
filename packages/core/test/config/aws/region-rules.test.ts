import { regionNamed, regions } from '@atelier/aws-regions';
import { expect, test } from 'vitest';
import { problemsIn } from '../problems-in.ts';
import { expectKept, type RuleCase } from '../rule-case.ts';

const at = (region: string, more = '') => `workspace: acme\naws: { region: ${region} }\n${more}`;
const team = (more: string) =>
  `people: { ana: { role: lead-data-scientist } }\nprojects: { sales: { members: [ana], ${more} } }`;
const noPackages = 'packages: { upstream: none }\nnetwork: { mode: egress }\n';

const cases: readonly RuleCase[] = [
  {
    promise: 'a region that does not exist is refused, and the nearest one offered',
    breaks: at('eu-centrall-1').replace('centrall-1', 'central-3'),
    keeps: at('eu-central-1'),
    path: 'aws.region',
    code: 'UnknownRegion',
    message: /There is no region "eu-central-3"/,
    fix: /Write "eu-central-[12]"/,
  },
  {
    promise: 'a region of a partition that Atelier does not know is refused',
    breaks: at('us-iso-east-1'),
    keeps: at('us-east-1'),
    path: 'aws.region',
    code: 'UnknownRegion',
    message: /partition that Atelier does not know/,
    fix: /eu-central-1/,
  },
  {
    promise: "a region of China's partition is refused, once",
    breaks: at('cn-north-1', 'people: { ana: { role: admin } }\n'),
    keeps: at('us-gov-west-1', noPackages),
    path: 'aws.region',
    code: 'UnsupportedPartition',
    message: /cn-north-1 .*aws-cn/,
    fix: /another partition/,
  },
  {
    promise: 'no advice leads in a circle where CodeArtifact is lacking',
    breaks: at('ap-northeast-2', 'packages: { upstream: none }\n'),
    keeps: at('ap-northeast-2', 'packages: { upstream: none }\nstudio: { image: { name: team, appConfig: team } }\n'),
    path: 'packages.upstream',
    code: 'NeedsInternet',
    message: /Nothing could be installed/,
    fix: /^Name an image in studio\.image .* ap-northeast-2 has no CodeArtifact/,
  },
  {
    promise: 'a zone of another region is refused, and told whose it is',
    breaks: at('eu-central-1', 'network: { zones: [euc1-az1, euw1-az1] }'),
    keeps: at('eu-central-1', 'network: { zones: [euc1-az1, euc1-az2] }'),
    path: 'network.zones[1]',
    code: 'ZoneNotInRegion',
    message: /"euw1-az1" is no zone of eu-central-1, but of eu-west-1/,
    fix: /zones: 2/,
  },
  {
    promise: 'a zone that the region does not have is refused, with those that it has',
    breaks: at('eu-central-1', 'network: { zones: [euc1-az4] }'),
    keeps: at('eu-central-1', 'network: { zones: [euc1-az3] }'),
    path: 'network.zones[0]',
    code: 'ZoneNotInRegion',
    message: /Zones of eu-central-1 are euc1-az1, euc1-az2 and euc1-az3/,
    fix: /zones: 2/,
  },
  {
    promise: 'more zones than the region has are refused',
    breaks: at('eu-central-1', 'network: { zones: 4 }'),
    keeps: at('us-east-1', 'network: { zones: 4 }'),
    path: 'network.zones',
    code: 'TooManyZones',
    message: /eu-central-1 has 3 zones, not 4/,
    fix: /zones: 2/,
  },
  {
    promise: 'a zone without the warehouse is refused for projects',
    breaks: at('us-east-1', `network: { zones: [use1-az1, use1-az4] }\n${team('flows: []')}`),
    keeps: at('us-east-1', `network: { zones: [use1-az1, use1-az6] }\n${team('flows: []')}`),
    path: 'network.zones',
    code: 'ServiceNotInZone',
    message: /Redshift Serverless.*not in use1-az4/,
    fix: /zones: 3/,
  },
  {
    promise: 'as many zones as would lead into one without the warehouse are refused for projects',
    breaks: at('us-east-1', `network: { zones: 4 }\n${team('flows: []')}`),
    keeps: at('us-east-1', `network: { zones: 3 }\n${team('flows: []')}`),
    path: 'network.zones',
    code: 'ServiceNotInZone',
    message: /not in use1-az4/,
    fix: /zones: 3/,
  },
  {
    promise: 'projects are refused in a region with two zones',
    breaks: at('us-west-1', noPackages + team('flows: []')),
    keeps: at('us-west-1', noPackages),
    path: 'aws.region',
    code: 'TooFewZones',
    message: /needs subnets in 3 zones; us-west-1 has 2/,
    fix: /us-west-2/,
  },
  {
    promise: 'packages are refused in a region without CodeArtifact',
    breaks: at('ca-central-1'),
    keeps: at('ca-central-1', noPackages),
    path: 'packages.upstream',
    code: 'ServiceNotInRegion',
    message: /ca-central-1 has no CodeArtifact, which hosts packages/,
    fix: /upstream: none.*another region, such as eu-central-1/,
  },
  {
    promise: 'repositories are refused in a region without CodeCommit',
    breaks: at('eu-central-2', noPackages + team('flows: []')),
    keeps: at('eu-central-2', `${noPackages}source: { kind: none }\n${team('flows: []')}`),
    path: 'source.kind',
    code: 'ServiceNotInRegion',
    message: /eu-central-2 has no CodeCommit/,
    fix: /kind: none/,
  },
  {
    promise: 'a warehouse is refused in a region without Redshift Serverless',
    breaks: at('me-south-1', noPackages + team('flows: []')),
    keeps: at('me-south-1', noPackages),
    path: 'projects',
    code: 'ServiceNotInRegion',
    message: /me-south-1 has no Redshift Serverless/,
    fix: /such as me-central-1/,
  },
  {
    promise: 'tracking is refused in GovCloud, which has no managed MLflow',
    breaks: at('us-gov-west-1', noPackages + team('flows: []')),
    keeps: at('us-gov-west-1', `${noPackages}tracking: { kind: none }\n${team('flows: []')}`),
    path: 'tracking.kind',
    code: 'ServiceNotInRegion',
    message: /us-gov-west-1 has no managed MLflow/,
    fix: /tracking: \{ kind: none \}/,
  },
  {
    promise: 'a limit of costs is refused in GovCloud, which has no AWS Budgets',
    breaks: at('us-gov-west-1', `${noPackages}limits: { monthlyUsd: 100 }`),
    keeps: at('us-gov-west-1', noPackages),
    path: 'limits.monthlyUsd',
    code: 'ServiceNotInRegion',
    message: /us-gov-west-1 has no AWS Budgets, which warns of costs/,
    fix: /such as us-east-1/,
  },
  {
    promise: 'project templates are refused in a region without Service Catalog',
    breaks: at('mx-central-1', `${noPackages}studio: { projectTemplates: true }`),
    keeps: at('mx-central-1', noPackages),
    path: 'studio.projectTemplates',
    code: 'ServiceNotInRegion',
    message: /mx-central-1 has no Service Catalog/,
    fix: /projectTemplates: false/,
  },
  {
    promise: 'a code connection is refused in a region without them',
    breaks: at(
      'af-south-1',
      `${noPackages}source: { kind: connection, arn: "arn:aws:codeconnections:af-south-1:111122223333:connection/1" }`,
    ),
    keeps: at('af-south-1', noPackages),
    path: 'source.kind',
    code: 'ServiceNotInRegion',
    message: /af-south-1 has no code connections/,
    fix: /kind: none/,
  },
];

test.each(cases)('$promise', (rule) => expectKept(rule, problemsIn));

test.each([
  ['eu-central-1', 'aws', 'euc1-az1'],
  ['us-gov-west-1', 'aws-us-gov', 'usgw1-az1'],
  ['cn-northwest-1', 'aws-cn', 'cnnw1-az1'],
  ['ap-southeast-2', 'aws', 'apse2-az1'],
])('%s is in the partition %s and begins its zones as in %s', (name, partition, zone) => {
  expect(regionNamed(name)).toMatchObject({ partition, zoneIds: expect.arrayContaining([zone]) });
});

test('every region has two zones, and no zone is in two regions', () => {
  expect(regions.filter(({ zoneIds }) => zoneIds.length < 2)).toEqual([]);
  const zones = regions.flatMap(({ zoneIds }) => zoneIds);
  expect(new Set(zones).size).toBe(zones.length);
});

test('a zone without the warehouse is chosen after those that have it', () => {
  expect(regionNamed('us-east-1')?.zoneIds.slice(0, 3)).toEqual(['use1-az1', 'use1-az2', 'use1-az6']);
});
