import { evaluate } from '@atelier/cloudformation';
import type { JourneyProof } from '@atelier/core';
import { describe, expect, test } from 'vitest';
import { proveJourneys } from '../../../src/journeys/prove-journeys.ts';
import { onAws } from '../../../src/on-aws.ts';
import { synthesise } from '../../../src/synthesise.ts';
import { answers, workspaceIn } from '../../region/described-network.ts';

const people =
  'people: { ada: { role: lead-data-scientist } }\nprojects: { tides: { members: [ada], warehouse: none } }';
const everything = { IpProtocol: '-1', IpRanges: [{ CidrIp: '10.1.0.0/16' }] };

/** The answers of AWS about a network as it should be, with its firewalls. */
function described() {
  const plain = answers();
  return {
    ...plain,
    Subnets: plain.Subnets.map((subnet, index) => ({ ...subnet, CidrBlock: `10.1.${index}.0/24` })),
    VpcEndpoints: plain.VpcEndpoints.map((endpoint) =>
      endpoint.VpcEndpointType === 'Gateway'
        ? endpoint
        : {
            ...endpoint,
            SubnetIds: plain.Subnets.map(({ SubnetId }) => SubnetId),
            Groups: [{ GroupId: 'sg-0a1b2c3d' }],
          },
    ),
    SecurityGroups: [
      { GroupId: 'sg-0a1b2c3d', VpcId: 'vpc-0a1b2c3d', IpPermissions: [everything], IpPermissionsEgress: [everything] },
    ],
    NetworkAcls: [
      {
        NetworkAclId: 'acl-0a1b2c3d',
        VpcId: 'vpc-0a1b2c3d',
        Associations: plain.Subnets.map(({ SubnetId }) => ({ SubnetId })),
        Entries: [true, false].map((Egress) => entry({ Egress })),
      },
    ],
  };
}

function entry(more: object) {
  return { RuleNumber: 100, Egress: false, Protocol: '-1', RuleAction: 'allow', CidrBlock: '0.0.0.0/0', ...more };
}

type Described = ReturnType<typeof described>;

async function prove(json: object | null, existing = ''): Promise<JourneyProof> {
  const workspace = onAws(workspaceIn({ json, existing, more: people }));
  const place = { partition: 'aws', region: 'eu-central-1', account: '111122223333' };
  return proveJourneys(workspace, evaluate((await synthesise(workspace)).stacks, place), place);
}

const seen = ['cost.see', 'budget.see', 'space.open'];
const ofNetwork = ({ notProven }: JourneyProof) =>
  notProven.filter(({ journey }) => !seen.some((one) => journey.startsWith(one)));

test('a network that is described whole lets everybody get to the end, and leaves nothing open', async () => {
  const proof = await prove(described());
  expect([proof.broken, ofNetwork(proof)]).toEqual([[], []]);
});

describe('what nobody has described is told once, and proves nothing', () => {
  const { SecurityGroups, NetworkAcls, ...silent } = described();

  test.each([
    ['the whole network', null, ', endpoints: [s3, sts], cidr: 10.1.0.0/16', /Nobody has described vpc-0a1b2c3d/],
    ['its firewalls', silent, '', /describe-security-groups and of aws ec2 describe-network-acls/],
    ['its groups', { ...silent, NetworkAcls }, '', /lacks the answers of aws ec2 describe-security-groups \(/],
    ['its ACLs', { ...silent, SecurityGroups }, '', /lacks the answers of aws ec2 describe-network-acls \(/],
  ])('%s', async (_, json, existing, words) => {
    const proof = await prove(json, existing);
    expect(proof.broken).toEqual([]);
    expect(ofNetwork(proof)).toEqual([
      {
        journey: 'what is called from inside of vpc-0a1b2c3d',
        who: expect.arrayContaining(['ada', 'jobs of tides']),
        because: expect.stringMatching(words),
      },
    ]);
  });
});

describe('what is in the way is named with the change that takes it away, which does', () => {
  const logs = (draft: Described) => draft.VpcEndpoints.find(({ ServiceName }) => ServiceName.endsWith('.logs'));
  const ways: readonly (readonly [string, (draft: Described) => void, RegExp, (draft: Described) => void])[] = [
    [
      'a group that lets nobody in',
      ({ SecurityGroups: [group] }) => group?.IpPermissions.splice(0),
      /^Give the security group sg-0a1b2c3d a rule that lets TCP 443 in from/,
      ({ SecurityGroups: [group] }) =>
        group?.IpPermissions.push({
          IpProtocol: 'tcp',
          FromPort: 443,
          ToPort: 443,
          IpRanges: [{ CidrIp: '10.1.0.0/16' }],
        } as never),
    ],
    [
      'an entry of an ACL',
      ({ NetworkAcls: [acl] }) =>
        acl?.Entries.push(entry({ RuleNumber: 50, RuleAction: 'deny', CidrBlock: '10.1.2.0/24' })),
      /^Add an entry with a number below 50 that allows TCP \S+ (in from|out to) 10\.1\.2\.0\/24 to the ACL of subnet-/,
      ({ NetworkAcls: [acl] }) => acl?.Entries.push(entry({ RuleNumber: 40, CidrBlock: '10.1.2.0/24' })),
    ],
    [
      'the route to S3',
      ({ VpcEndpoints: [s3] }) => s3 !== undefined && Object.assign(s3, { RouteTableIds: [] }),
      /^Add rtb-0a1b2c3d to the route tables of vpce-s3\.$/,
      ({ VpcEndpoints: [s3] }) => s3 !== undefined && Object.assign(s3, { RouteTableIds: ['rtb-0a1b2c3d'] }),
    ],
    [
      'names that are not given out',
      (draft) => Object.assign(draft.EnableDnsHostnames, { Value: false }),
      /^Set EnableDnsHostnames of vpc-0a1b2c3d to true\.$/,
      (draft) => Object.assign(draft.EnableDnsHostnames, { Value: true }),
    ],
    [
      'the policy of an endpoint',
      (draft) => Object.assign(logs(draft) ?? {}, { PolicyDocument: policy('Deny') }),
      /^Let logs:\S+ on \S+ through the statement Own of the policy of vpce-logs\.$/,
      (draft) => Object.assign(logs(draft) ?? {}, { PolicyDocument: policy('Allow') }),
    ],
    [
      'the policy of an endpoint that allows something else',
      (draft) => Object.assign(logs(draft) ?? {}, { PolicyDocument: policy('Allow', 'logs:StartQuery') }),
      /^Allow logs:\S+ on \S+ in the policy of vpce-logs\.$/,
      (draft) => Object.assign(logs(draft) ?? {}, { PolicyDocument: policy('Allow', 'logs:*') }),
    ],
  ];

  test.each(ways)('%s', async (_, shut, fix, mend) => {
    const draft = described();
    shut(draft);
    const { broken } = await prove(
      draft,
      ', endpoints: [s3, sts, logs, monitoring, ecr.api, ecr.dkr, ec2, kms, sagemaker.api, sagemaker.runtime]',
    );
    expect(broken.map((one) => one.fix)).toContainEqual(expect.stringMatching(fix));
    mend(draft);
    expect((await prove(draft)).broken).toEqual([]);
  });
});

function policy(Effect: string, Action = '*'): string {
  return JSON.stringify({ Statement: [{ Sid: 'Own', Effect, Principal: '*', Action, Resource: '*' }] });
}
