import { parseWorkspace, requiredServices, type Workspace } from '@atelier/core';
import { expect, test } from 'vitest';
import { endpointServices, endpointsToMake, zonesOfEndpoint } from '../../src/endpoints/endpoint-services.ts';

function workspaceOf(more: string): Workspace {
  const text = `workspace: acme\naws: { region: us-east-1 }\n${more}`;
  const result = parseWorkspace({ file: 'atelier.yaml', folder: '/team', text });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.workspace;
}

const services = (more = '') => endpointServices(requiredServices(workspaceOf(more)));
const names = (more = '') => services(more).map(({ service }) => service);
const team = 'people: { ana: { role: lead-data-scientist } }\nprojects: { sales: { members: [ana] } }';

test('a workspace reaches what AWS names for an isolated Studio, tracking and packages', () => {
  expect(names()).toEqual([
    's3',
    'sagemaker.api',
    'sagemaker.runtime',
    'sts',
    'logs',
    'monitoring',
    'ecr.api',
    'ecr.dkr',
    'ec2',
    'kms',
    'sagemaker.experiments',
    'codeartifact.api',
    'codeartifact.repositories',
  ]);
});

test('only S3 is reached through a gateway, which costs nothing', () => {
  expect(services(team).filter(({ kind }) => kind === 'gateway')).toMatchObject([{ service: 's3' }]);
});

test('a service that two features need is there once, and says both reasons', () => {
  const clone = 'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/start';
  const both = services(`studio: { cloneRepository: "${clone}" }\n${team}`);
  expect(both.filter(({ service }) => service === 'codecommit')).toHaveLength(1);
});

test('the warehouse has no endpoint in a zone without it, and everything else has one in each', () => {
  const zones = ['use1-az1', 'use1-az4', 'use1-az6'];
  const inZones = services(team).map((endpoint) => [endpoint.service, zonesOfEndpoint(endpoint, zones)] as const);
  expect(inZones.filter(([, positions]) => positions.length < 3)).toEqual([['redshift-serverless', [0, 2]]]);
});

test('a zone that is known by its position alone is taken to have every service', () => {
  expect(services(team).every((endpoint) => zonesOfEndpoint(endpoint, [0, 1]).length === 2)).toBe(true);
});

test('what an existing network has is not made again', () => {
  const existing = 'vpc: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d], cidr: 10.1.0.0/16, endpoints: [s3, sts, logs]';
  const workspace = workspaceOf(`network: { existing: { ${existing} } }`);
  const made = endpointsToMake(workspace.network, services()).map(({ service }) => service);
  expect(made).toEqual(names().filter((name) => !['s3', 'sts', 'logs'].includes(name)));
});

test('no endpoint is made for an app, whose host has none that is known', () => {
  expect(names('tracking: { kind: app }')).toEqual(names().filter((name) => name !== 'sagemaker.experiments'));
});
