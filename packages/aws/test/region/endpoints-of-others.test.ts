import { describe, expect, test } from 'vitest';
import { existingNetworkFindings } from '../../src/region/network-findings.ts';
import { answers, subnets, vpc, workspaceIn } from './described-network.ts';

type Answers = ReturnType<typeof answers>;
type Written = Parameters<typeof workspaceIn>[0];

const found = (written: Written) => existingNetworkFindings(workspaceIn(written));
const ofCode = (written: Written, wanted: string) => found(written).filter(({ code }) => code === wanted);

/** The same network with other settings of its first endpoint, which leads to S3, or of its second, which leads to STS. */
function endpointWith(settings: object, position: 0 | 1 = 0): Answers {
  const json = answers();
  Object.assign(json.VpcEndpoints[position] ?? {}, settings);
  return json;
}

const policy = (...statements: object[]) => ({ PolicyDocument: JSON.stringify({ Statement: statements }) });
const allow = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
const layers = 'arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*';
const ours = 'arn:aws:s3:::acme-*';
const team =
  'people: { lead: { role: lead-data-scientist } }\nprojects: { sales: { members: [lead], warehouse: { baseCapacity: 8 } } }\n';

describe('of endpoints that were there before', () => {
  test.each<[string, Written]>([
    ['a network that is described', { json: answers() }],
    ['one that is not', { json: null, existing: ', cidr: 10.1.0.0/16, endpoints: [s3, sts]' }],
    ['one whose policies are as they should be', { json: endpointWith(policy(allow)) }],
  ])('nobody proves what they let out: %s', (_, written) => {
    expect(ofCode(written, 'EndpointPoliciesOfOthers')).toMatchObject([
      {
        level: 'warning',
        message: expect.stringMatching(/\(s3, .*sts.*\)/),
        fix: expect.stringMatching(/existing-network\.md/),
      },
    ]);
  });

  test('a network without any says nothing of them', () => {
    expect(ofCode({ json: null }, 'EndpointPoliciesOfOthers')).toEqual([]);
    expect(
      ofCode({ json: null, existing: ', cidr: 10.1.0.0/16, endpoints: [glue]' }, 'EndpointPoliciesOfOthers'),
    ).toEqual([]);
  });

  test.each<[string, object]>([
    ['everything', policy(allow)],
    ['by a statement without lists', policy({ ...allow, Action: ['S3:Get*', 's3:Put*'] })],
    [
      'the buckets of the workspace and the layers',
      policy({ ...allow, Action: 's3:*', Resource: [`${ours}/*`, layers] }),
    ],
    [
      'by two statements',
      policy({ ...allow, Resource: `${ours}/*` }, { ...allow, Action: 's3:GetObject', Resource: layers }),
    ],
    ['all but something', policy({ Effect: 'Allow', Principal: '*', NotAction: 's3:DeleteBucket', Resource: '*' })],
  ])('one for S3 that lets through %s is no hindrance', (_, settings) => {
    expect(ofCode({ json: endpointWith(settings), more: team }, 'EndpointPolicyShutsOut')).toEqual([]);
  });

  test.each<[string, object, 0 | 1, RegExp]>([
    [
      'another bucket',
      policy({ ...allow, Action: 's3:*', Resource: 'arn:aws:s3:::only-this' }),
      0,
      /no requests to arn:aws:s3:::acme/,
    ],
    ['other actions', policy({ ...allow, Action: 's3:ListBucket' }), 0, /no requests to arn/],
    ['no layers of images', policy({ ...allow, Resource: `${ours}/*` }), 0, /no requests to .*starport-layer-bucket/],
    ['nothing', policy({ ...allow, Effect: 'Deny' }), 0, /nothing through/],
    ['nothing for want of statements', { PolicyDocument: '{}' }, 0, /nothing through/],
    ['nothing to STS', policy({ ...allow, Effect: 'Deny' }), 1, /the way to sts, lets nothing through/],
  ])('one that lets through %s is an error', (_, settings, position, message) => {
    const account = 'aws: { region: eu-central-1, account: "111122223333" }';
    const shut = ofCode({ json: endpointWith(settings, position), more: team, aws: account }, 'EndpointPolicyShutsOut');
    expect(shut).toMatchObject([{ level: 'error', message: expect.stringMatching(message) }]);
  });

  test.each(['no JSON', 'null', '[', '"text"'])('one whose policy is %s is told about', (text) => {
    const codes = found({ json: endpointWith({ PolicyDocument: text }) }).map(({ code }) => code);
    expect(codes.filter((code) => /Unread|ShutsOut/.test(code))).toHaveLength(1);
  });

  test.each<[string, string[], number]>([
    ['each zone', [...subnets], 0],
    ['fewer zones', [subnets[0]], 1],
    ['a zone that nobody knows', ['subnet-ffffffff'], 0],
  ])('one that stands in %s is told about, or not', (_, SubnetIds, count) => {
    expect(ofCode({ json: endpointWith({ SubnetIds }, 1) }, 'EndpointInFewZones')).toHaveLength(count);
  });
});

describe('a VPC of another account', () => {
  const owned = (OwnerId: string, endpoints = 99) => {
    const json = answers();
    Object.assign(json.Vpcs[0] ?? {}, { OwnerId });
    return { ...json, VpcEndpoints: json.VpcEndpoints.slice(0, endpoints) };
  };
  const aws = 'aws: { region: eu-central-1, account: "111122223333" }';

  test('that lacks endpoints is refused, for its owner alone can make them', () => {
    expect(ofCode({ json: owned('999988887777', 5), aws }, 'EndpointsOfOwner')).toMatchObject([
      { level: 'error', message: expect.stringMatching(new RegExp(`^${vpc} belongs to 999988887777.*lacks .*kms`)) },
    ]);
  });

  test.each<[string, Written]>([
    ['has every endpoint', { json: owned('999988887777'), aws }],
    ['is of this account after all', { json: owned('111122223333', 5), aws }],
    ['may be of this account, which nobody names', { json: owned('999988887777', 5) }],
  ])('that %s is not', (_, written) => {
    expect(ofCode(written, 'EndpointsOfOwner')).toEqual([]);
  });
});
