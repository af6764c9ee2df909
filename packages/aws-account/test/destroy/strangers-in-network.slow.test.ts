import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { destroy } from '../../src/destroy/destroy.ts';
import { destroyBlockers } from '../../src/destroy/destroy-blockers.ts';
import type { DestroyGround } from '../../src/destroy/destroy-ground.ts';
import { destroyPlan } from '../../src/destroy/destroy-plan.ts';
import { readDestroyGround } from '../../src/destroy/read-destroy-ground.ts';
import { type AcmeAccount, acmeAccount, put, sleepless } from '../acme-account.ts';
import { eni, inVpc, type Place, type Plant, placeIn, plant, strangers, tags, withOurs } from '../planted-strangers.ts';

let acme: AcmeAccount;
beforeAll(async () => {
  acme = await acmeAccount();
});
afterAll(() => acme.simulated.close());

const read = ({ workspace, clients }: AcmeAccount) => readDestroyGround(workspace, clients);
const said = (ground: DestroyGround) => destroyBlockers(ground).map(({ code, message }) => ({ code, message }));

describe('a teardown does not begin while there stands in the own network', () => {
  test.each(strangers)('%s', async (_what, words, plants) => {
    const uproot = plant(acme.simulated.world, plants);
    try {
      const ground = await read(acme);
      expect(said(ground)).toEqual([{ code: 'NetworkInUse', message: expect.stringContaining(words) }]);
      expect(ground.strangers).toHaveLength(1);
      expect(() => destroyPlan(ground, acme.workspace, { stores: 'delete' })).toThrow(/stands what it has not made/);
    } finally {
      uproot();
    }
    expect(said(await read(acme))).toEqual([]);
  });

  test('several things, each said by its id and name in one problem', async () => {
    const plants = strangers.slice(0, 4).flatMap(([, , plants]) => plants);
    const uproot = plant(acme.simulated.world, plants);
    const blockers = said(await read(acme));
    uproot();
    expect(blockers).toHaveLength(1);
    for (const [, words] of strangers.slice(0, 4)) expect(blockers[0]?.message).toContain(words);
  });
});

/** Of each way in which AWS would refuse, one: what the teardown would come to without the look before it. */
const stopping = ['a subnet', 'a security group', 'a machine', 'a rule in the default group that names ours'];
const blocking = strangers.filter(([what]) => stopping.includes(what) || what.startsWith('a peering that we'));

test.each(blocking)(
  '%s would stop a teardown at the network, after all else went',
  async (_what, _words, plants) => {
    const opened = await acmeAccount();
    try {
      const steps = destroyPlan(opened.found, opened.workspace, { stores: 'delete' });
      plant(opened.simulated.world, plants);
      const stopped = destroy(steps, opened.clients, () => undefined, sleepless());
      await expect(stopped).rejects.toMatchObject({ state: expect.stringMatching(/Left: .*stacks acme-network/) });
      expect(opened.simulated.world.resources.list('AWS::SageMaker::Domain')).toEqual([]);
    } finally {
      await opened.simulated.close();
    }
  },
  60_000,
);

const harmless: readonly (readonly [what: string, plants: readonly Plant[]])[] = [
  [
    'an interface that a service has made with our group',
    [['NetworkInterface', 'eni-9', eni('a job', 'interface', withOurs), 'job']],
  ],
  [
    'one for a machine of an account of AWS',
    [
      [
        'NetworkInterface',
        'eni-9',
        (place) => ({ ...eni('a job', 'interface', withOurs)(place), Attachment: { InstanceOwnerId: 'amazon-aws' } }),
      ],
    ],
  ],
  [
    'an endpoint that a service has made with our group, and its interface',
    [
      [
        'VPCEndpoint',
        'vpce-9',
        ({ vpc, ours }) => ({ VpcId: vpc, ServiceName: 'x', SecurityGroupIds: [ours] }),
        'warehouse',
      ],
      ['NetworkInterface', 'eni-9', eni('VPC Endpoint Interface vpce-9', 'vpc_endpoint', withOurs), 'vpce-9'],
    ],
  ],
  [
    'an interface of an endpoint that is gone',
    [['NetworkInterface', 'eni-9', eni('VPC Endpoint Interface vpce-9', 'vpc_endpoint', withOurs), 'vpce-9']],
  ],
  [
    'an interface of a function of our stacks, which lives as long as that, and some minutes longer',
    [
      [
        'NetworkInterface',
        'eni-9',
        eni('AWS Lambda VPC ENI-acme-foundation-TemplatesFunction-1-2', 'lambda', withOurs),
        'function',
      ],
    ],
  ],
  [
    'an interface of Studio that has just been let go of',
    [
      [
        'NetworkInterface',
        'eni-9',
        eni('[DO NOT DELETE] ENI managed by SageMaker for Studio App (d-1)', 'interface', withOurs),
      ],
    ],
  ],
  [
    'a VPN gateway that was detached',
    [
      ['VPNGateway', 'vgw-9', () => tags],
      ['VPCGatewayAttachment', 'was', ({ vpc }) => ({ VpcId: vpc, VpnGatewayId: 'vgw-9', State: 'detached' })],
    ],
  ],
  ['a subnet in another network', [['Subnet', 'subnet-9', () => ({ VpcId: 'vpc-elsewhere' })]]],
  ['a group in another network', [['SecurityGroup', 'sg-9', () => ({ VpcId: 'vpc-elsewhere', GroupName: 'x' })]]],
  [
    'a gateway of another network',
    [
      ['InternetGateway', 'igw-9', () => tags],
      ['VPCGatewayAttachment', 'attached', () => ({ VpcId: 'vpc-elsewhere', InternetGatewayId: 'igw-9' })],
    ],
  ],
  ['an egress-only gateway of another', [['EgressOnlyInternetGateway', 'eigw-9', () => ({ VpcId: 'vpc-elsewhere' })]]],
  ['a peering of others', [['VPCPeeringConnection', 'pcx-9', () => ({ VpcId: 'vpc-1', PeerVpcId: 'vpc-2' })]]],
];

describe('a teardown is not kept from its work by', () => {
  test.each(harmless)('%s', async (_what, plants) => {
    const uproot = plant(acme.simulated.world, plants);
    try {
      expect(said(await read(acme))).toEqual([]);
    } finally {
      uproot();
    }
  });

  test.each([
    ['VPCPeeringConnection', 'rejected', ({ vpc }: Place) => ({ VpcId: vpc, PeerVpcId: 'vpc-2' })],
    ['NatGateway', 'deleted', ({ subnet }: Place) => ({ SubnetId: subnet })],
  ])('a %s that is %s', async (kind, status, properties) => {
    const { world } = acme.simulated;
    const made = put(world, `AWS::EC2::${kind}`, 'over', properties(placeIn(world)));
    world.resources.put({ ...made, status });
    expect(said(await read(acme))).toEqual([]);
    world.resources.remove(made.type, made.id);
  });

  test('what a deployment is making at this moment', async () => {
    const uproot = plant(acme.simulated.world, [['Subnet', 'subnet-9', inVpc]]);
    const ground = await read(acme);
    uproot();
    const stacks = ground.stacks.map((stack) =>
      stack.name === 'acme-network' ? { ...stack, status: 'UPDATE_IN_PROGRESS' } : stack,
    );
    expect(said({ ...ground, stacks }).map(({ code }) => code)).toEqual(['StackBusy']);
  });
});
