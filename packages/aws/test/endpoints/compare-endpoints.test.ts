import { evaluate } from '@atelier/cloudformation';
import { expect, test } from 'vitest';
import { compareEndpoints } from '../../src/endpoints/compare-endpoints.ts';
import type { EndpointService } from '../../src/endpoints/endpoint-services.ts';
import { type PresentEndpoint, presentEndpoints } from '../../src/endpoints/present-endpoints.ts';

const needed = (service: string, kind: EndpointService['kind'] = 'interface'): EndpointService => ({
  service,
  kind,
  because: 'It is needed.',
  lacksZones: [],
});
const there = (service: string, zones = 2): PresentEndpoint => ({ service, kind: 'interface', zones });
const gateway: PresentEndpoint = { service: 's3', kind: 'gateway', zones: 0 };

const cases: readonly (readonly [string, EndpointService[], PresentEndpoint[], string[], object[]])[] = [
  ['nothing is missing where all are there', [needed('sts'), needed('s3', 'gateway')], [gateway, there('sts')], [], []],
  ['a missing one is named', [needed('sts'), needed('logs')], [there('sts')], ['logs'], []],
  [
    'a surplus one is named with its price',
    [needed('sts')],
    [there('sts'), there('athena', 3)],
    [],
    [{ service: 'athena', monthlyUsd: 26.28 }],
  ],
  [
    'an S3 interface beside the gateway is surplus',
    [needed('s3', 'gateway')],
    [gateway, there('s3')],
    [],
    [{ service: 's3 (interface)', monthlyUsd: 17.52 }],
  ],
  [
    'an S3 interface does not take the place of the gateway',
    [needed('s3', 'gateway')],
    [there('s3')],
    ['s3'],
    [{ service: 's3 (interface)', monthlyUsd: 17.52 }],
  ],
  [
    'a second one for a service is surplus',
    [needed('sts')],
    [there('sts'), there('sts', 1)],
    [],
    [{ service: 'sts', monthlyUsd: 8.76 }],
  ],
  [
    'a surplus gateway costs nothing',
    [],
    [{ service: 'dynamodb', kind: 'gateway', zones: 0 }],
    [],
    [{ service: 'dynamodb', monthlyUsd: 0 }],
  ],
];

test.each(cases)('%s', (_, required, present, missing, surplus) => {
  expect(compareEndpoints(required, present, 8.76)).toMatchObject({ missing, surplus });
});

test('endpoints are read from templates, whatever way their names are written', () => {
  const endpoint = (ServiceName: unknown, more: object = {}) => ({
    Type: 'AWS::EC2::VPCEndpoint',
    Properties: { VpcEndpointType: 'Interface', ServiceName, SubnetIds: ['subnet-1', 'subnet-2'], ...more },
  });
  const template = {
    Resources: {
      Plain: endpoint('com.amazonaws.eu-central-1.sts'),
      Joined: endpoint({ 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, '.logs']] }),
      // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation writes its references so
      Substituted: endpoint({ 'Fn::Sub': 'aws.sagemaker.${AWS::Region}.experiments' }),
      Gateway: endpoint('com.amazonaws.eu-central-1.s3', { VpcEndpointType: 'Gateway', SubnetIds: undefined }),
      Unsaid: endpoint('com.amazonaws.eu-central-1.dynamodb', { VpcEndpointType: undefined }),
      Foreign: endpoint('com.amazonaws.vpce.eu-central-1.vpce-svc-0a1b2c3d'),
      Bucket: { Type: 'AWS::S3::Bucket' },
    },
  };
  expect(presentEndpoints(evaluate([{ stack: 'acme-network', template, region: 'eu-central-1' }]))).toEqual([
    { service: 'sts', kind: 'interface', zones: 2 },
    { service: 'logs', kind: 'interface', zones: 2 },
    { service: 'sagemaker.experiments', kind: 'interface', zones: 2 },
    { service: 's3', kind: 'gateway', zones: 0 },
    { service: 'dynamodb', kind: 'gateway', zones: 0 },
  ]);
});
