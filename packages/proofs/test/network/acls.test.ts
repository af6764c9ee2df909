import type { EvaluatedResource } from '@atelier/cloudformation';
import { describe, expect, test } from 'vitest';
import { randomFrom } from '../../../../test/random-from.ts';
import { stoppedAt } from '../../src/network/acls.ts';
import { networkGround } from '../../src/network/network-ground.ts';
import { thing } from './thing.ts';

interface Written {
  readonly RuleNumber: number;
  readonly RuleAction: 'allow' | 'deny';
  readonly Egress: boolean;
  readonly Protocol: string;
  readonly CidrBlock: string;
  readonly PortRange?: { readonly From: number; readonly To: number };
}

const subnet = thing('Subnet', 'subnet-1', { SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.0.0.0/28' });

function stopOf(entries: readonly Written[], range: string, ports: { from: number; to: number }) {
  const resources: EvaluatedResource[] = [
    thing('VPC', 'vpc-1', { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/24' }),
    subnet,
    thing('NetworkAcl', 'acl-1', { Id: 'acl-1', VpcId: 'vpc-1' }),
    thing('SubnetNetworkAclAssociation', 'a', { SubnetId: 'subnet-1', NetworkAclId: 'acl-1' }),
    ...entries.map((entry) => thing('NetworkAclEntry', `e${entry.RuleNumber}`, { NetworkAclId: 'acl-1', ...entry })),
  ];
  const ground = networkGround(resources);
  const found = ground.network.subnetOf('subnet-1');
  if (found === undefined) throw new Error('The subnet is not found by its id.');
  return stoppedAt(found, { direction: 'Egress', range, ports }, ground.resources);
}

/** What happens to one packet: the lowest entry that fits decides, and nothing fits the last one better than all. */
function passes(entries: readonly Written[], host: number, port: number): boolean {
  const fitting = entries
    .filter(({ Egress, Protocol }) => Egress && ['-1', '6'].includes(Protocol))
    .filter(
      ({ PortRange, Protocol }) => Protocol === '-1' || (PortRange && port >= PortRange.From && port <= PortRange.To),
    )
    .filter(({ CidrBlock }) => {
      const [address = '', bits = '32'] = CidrBlock.split('/');
      const size = 2 ** (32 - Number(bits));
      const first = address === '0.0.0.0' ? 0 : Number(address.split('.')[3]);
      return address === '0.0.0.0' || (host >= first && host < first + size);
    })
    .toSorted((one, other) => one.RuleNumber - other.RuleNumber);
  return fitting[0]?.RuleAction === 'allow';
}

test('what passes an ACL is what passes packet by packet, for any entries', () => {
  const random = randomFrom(11);
  const pick = <Item>(list: readonly Item[]) => list[Math.floor(random() * list.length)] as Item;
  const counted = { open: 0, stopped: 0 };
  for (let round = 0; round < 1500; round++) {
    const entries = Array.from({ length: Math.floor(random() * 6) }, (_, index): Written => {
      const bits = pick([24, 27, 28, 29, 30, 31, 32]);
      const first = Math.floor(Math.floor(random() * 32) / 2 ** (32 - bits)) * 2 ** (32 - bits);
      const from = Math.floor(random() * 6);
      return {
        RuleNumber: 100 - index * 10,
        RuleAction: pick(['allow', 'allow', 'deny']),
        Egress: pick([true, true, true, false]),
        Protocol: pick(['-1', '6', '6', '17']),
        CidrBlock: pick([`10.0.1.${first}/${bits}`, '0.0.0.0/0']),
        PortRange: { From: from, To: from + Math.floor(random() * 6) },
      };
    });
    const ports = { from: 2, to: 2 + Math.floor(random() * 4) };
    const stop = stopOf(entries, '10.0.1.0/28', ports);
    const hosts = Array.from({ length: 16 }, (_, host) => host);
    const each = hosts.every((host) => {
      for (let port = ports.from; port <= ports.to; port++) if (!passes(entries, host, port)) return false;
      return true;
    });
    expect({ round, entries, ports, isOpen: stop === null }).toMatchObject({ isOpen: each });
    counted[each ? 'open' : 'stopped'] += 1;
  }
  expect(counted.open).toBeGreaterThan(150);
  expect(counted.stopped).toBeGreaterThan(150);
});

describe('what stops is named', () => {
  const all = { Egress: true, Protocol: '-1', CidrBlock: '0.0.0.0/0', RuleAction: 'allow', RuleNumber: 100 } as const;

  test('the entry that refuses', () => {
    const deny = { ...all, RuleAction: 'deny', RuleNumber: 90, CidrBlock: '10.0.1.8/32' } as const;
    expect(stopOf([all, deny], '10.0.1.0/28', { from: 443, to: 443 })?.logicalId).toBe('e90');
  });

  test('the ACL, where no entry allows', () => {
    expect(stopOf([], '10.0.1.0/28', { from: 443, to: 443 })?.logicalId).toBe('acl-1');
  });

  test('an entry whose addresses cannot be read', () => {
    expect(stopOf([{ ...all, CidrBlock: '⟨a/b⟩' }], '10.0.1.0/28', { from: 443, to: 443 })?.logicalId).toBe('e100');
  });
});

test('a subnet without an ACL of its own has the one that lets everything through', () => {
  const ground = networkGround([subnet]);
  const found = ground.network.subnetOf('subnet-1');
  if (found === undefined) throw new Error('The subnet is not found by its id.');
  const traffic = { direction: 'Ingress', range: '0.0.0.0/0', ports: { from: 0, to: 65_535 } } as const;
  expect(stoppedAt(found, traffic, ground.resources)).toBeNull();
});
