import { list } from '../guardrails/opening.ts';
import { endpoint, type PlantedDoor, vpc } from './planted-door.ts';

/** Doors of the network. */
export const networkDoors: readonly PlantedDoor[] = [
  [
    'an endpoint that denies all',
    ['journeys'],
    (draft) => draft.set(endpoint(draft, 'sts'), `${list}[0].Effect`, 'Deny'),
  ],
  ['no endpoint for the key', ['proof-endpoints'], (draft) => draft.remove(endpoint(draft, 'kms'))],
  ['no endpoint for images', ['proof-endpoints'], (draft) => draft.remove(endpoint(draft, 'ecr.dkr'))],
  [
    'no endpoint for packages',
    ['journeys', 'proof-endpoints'],
    (draft) => draft.remove(endpoint(draft, 'codeartifact.repositories')),
  ],
  [
    'an endpoint without its usual name',
    ['proof-endpoints'],
    (draft) => draft.set(endpoint(draft, 'sts'), 'Properties.PrivateDnsEnabled', false),
  ],
  [
    'a network without names',
    ['proof-endpoints'],
    (draft) => draft.set(vpc(draft), 'Properties.EnableDnsHostnames', false),
  ],
  [
    'a network without a name server',
    ['proof-endpoints'],
    (draft) => draft.set(vpc(draft), 'Properties.EnableDnsSupport', false),
  ],
  [
    'an endpoint in one zone',
    ['proof-endpoints'],
    (draft) =>
      draft.set(endpoint(draft, 'sts'), 'Properties.SubnetIds', [
        (draft.get(endpoint(draft, 'sts'), 'Properties.SubnetIds') as unknown[])[0],
      ]),
  ],
  [
    'an endpoint twice in a zone',
    ['proof-endpoints'],
    (draft) => {
      const [first, ...others] = draft.get(endpoint(draft, 'sts'), 'Properties.SubnetIds') as unknown[];
      const spot = draft.find('AWS::EC2::Subnet');
      const twin = draft.add(spot, 'Twin', 'AWS::EC2::Subnet', {
        ...(draft.get(spot, 'Properties') as object),
        CidrBlock: '10.10.250.0/24',
      });
      draft.set(endpoint(draft, 'sts'), 'Properties.SubnetIds', [first, ...others, { Ref: twin.id }]);
    },
  ],
  [
    'a gateway that no route leads to',
    ['proof-endpoints'],
    (draft) => draft.set(endpoint(draft, 's3'), 'Properties.RouteTableIds', []),
  ],
  [
    'work that may open nothing',
    ['proof-endpoints'],
    (draft) =>
      draft.set(
        draft.find('AWS::EC2::SecurityGroup', (text) => text.includes('Notebooks, jobs')),
        'Properties.SecurityGroupEgress',
        [{ CidrIp: '127.0.0.1/32', IpProtocol: '-1' }],
      ),
  ],
  [
    'endpoints that let nobody in',
    ['proof-endpoints'],
    (draft) => draft.remove(draft.find('AWS::EC2::SecurityGroupIngress', (text) => text.includes('HTTPS: work'))),
  ],
  [
    'home folders that cannot be mounted',
    ['home-folders'],
    (draft) => draft.remove(draft.find('AWS::EC2::SecurityGroupEgress', (text) => text.includes('2049'))),
  ],
];
