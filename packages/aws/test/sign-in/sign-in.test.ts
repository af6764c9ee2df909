import type { Person } from '@atelier/core';
import { describe, expect, test } from 'vitest';
import { arnOf } from '../../src/access/policy-ground.ts';
import { principalsOfTemplates, type TemplatePrincipals } from '../access/policies-of-templates.ts';
import { account } from '../access/principals.ts';
import { doors, pairsOf, signInWorkspace } from './doors.ts';
import { may, mayOpen, mayTakeOn } from './simulated.ts';

const vpc = (principals: TemplatePrincipals) => principals.ground.ids.vpc;

/** Where a browser may be, as AWS tells policies. */
const places: Readonly<Record<string, (principals: TemplatePrincipals) => Record<string, string>>> = {
  'in the network': (of) => ({ 'aws:SourceVpc': vpc(of), 'aws:VpcSourceIp': '10.10.0.9' }),
  'in a VPN that leads to it': (of) => ({ 'aws:SourceVpc': vpc(of), 'aws:VpcSourceIp': '10.1.2.3' }),
  'in the office': () => ({ 'aws:SourceIp': '203.0.113.7' }),
  'next door to the office': () => ({ 'aws:SourceIp': '203.0.112.255' }),
  'at home': () => ({ 'aws:SourceIp': '198.51.100.1' }),
  'in another VPC': () => ({ 'aws:SourceVpc': 'vpc-0other', 'aws:VpcSourceIp': '10.1.2.3' }),
  'in another VPC, at an address of the office': () => ({
    'aws:SourceVpc': 'vpc-0other',
    'aws:VpcSourceIp': '203.0.113.7',
  }),
  'nowhere that AWS could tell': () => ({}),
};

const opensFrom: Readonly<Record<string, readonly string[]>> = {
  endpoint: ['in the network', 'in a VPN that leads to it'],
  '["203.0.113.0/24"]': ['in the office'],
  '["10.1.0.0/16"]': ['in a VPN that leads to it'],
  '["203.0.113.0/24", "10.1.0.0/16"]': ['in the office', 'in a VPN that leads to it'],
  anywhere: Object.keys(places),
};

/** Who somebody is and where a browser is are decided apart: every provider with one place, every place with one provider. */
const cases = [
  ...Object.entries(doors).map(([kind, door]) => [kind, 'endpoint', door] as const),
  ...Object.keys(opensFrom)
    .slice(1)
    .map((access) => ['saml', access, doors.saml] as const),
];

describe.each(cases)('from a sign-in by %s to an open notebook, with access %s', (_kind, access, door) => {
  const ready = principalsOfTemplates(signInWorkspace(door, access));

  test("the provider's user of that name takes on the role, and nobody else", async () => {
    const of = await ready;
    for (const [asked, asking] of pairsOf(of.ground.workspace)) {
      const role = of.signIn(asked);
      const assertion = door.asserts(asking.signInName);
      const taken = await mayTakeOn(of.trustOf(role), role.arn, door.caller, door.action, assertion);
      expect(taken, `${asking.name} as ${asked.name}`).toBe(asked === asking);
    }
  });

  test.each(Object.keys(places))('a browser %s opens the own profile where it should, and no other', async (place) => {
    const of = await ready;
    const from = places[place]?.(of) ?? {};
    const isOpen = opensFrom[access]?.includes(place) ?? false;
    for (const [asked, asking] of pairsOf(of.ground.workspace)) {
      const said = `${asking.name} opens ${asked.name}`;
      const isOwn = asked === asking;
      // The role that signs in opens Studio; the role of the profile opens an app from Studio's pages.
      expect(await mayOpen(of, of.signIn(asking), asked.profile, from), said).toBe(isOwn && isOpen);
      expect(await mayOpen(of, of.person(asking), asked.profile, from), said).toBe(isOwn && isOpen);
    }
  });

  test('once in, a person starts the own space, and no other', async () => {
    const of = await ready;
    const workers = of.ground.workspace.people.filter(({ role }) => role !== 'viewer');
    const workspace = { ...of.ground.workspace, people: workers };
    for (const [asked, asking] of pairsOf(workspace)) {
      const started = await may(of.person(asking), 'sagemaker:CreateApp', appOf(of, asked), {
        ...places['at home']?.(of),
        'sagemaker:SpaceSharingType': 'Private',
        'sagemaker:OwnerUserProfileArn': profileOf(of, asked),
        'sagemaker:InstanceTypes': 'ml.t3.medium',
      });
      expect(started, `${asking.name} starts the space of ${asked.name}`).toBe(asked === asking);
    }
  });

  test('the role that signs in does nothing else', async () => {
    const of = await ready;
    const [person] = of.ground.workspace.people;
    if (person === undefined) throw new Error('Nobody is in the workspace.');
    for (const [action, resource] of elsewise(of, person)) {
      const done = await may(of.signIn(person), action, resource, places['in a VPN that leads to it']?.(of) ?? {});
      expect(done, `${action} on ${resource}`).toBe(false);
    }
  });
});

function profileOf({ ground }: TemplatePrincipals, { profile }: Person): string {
  return arnOf(ground, 'sagemaker', `user-profile/${ground.ids.domain}/${profile}`);
}

function appOf({ ground }: TemplatePrincipals, { profile }: Person): string {
  return arnOf(ground, 'sagemaker', `app/${ground.ids.domain}/${profile}/JupyterLab/default`);
}

function elsewise(of: TemplatePrincipals, person: Person): readonly (readonly [string, string])[] {
  const { names } = of.ground;
  return [
    ['sagemaker:CreateApp', appOf(of, person)],
    ['sagemaker:CreatePresignedMlflowTrackingServerUrl', arnOf(of.ground, 'sagemaker', 'mlflow-tracking-server/x')],
    ['sagemaker:UpdateUserProfile', profileOf(of, person)],
    ['sagemaker:DescribeUserProfile', profileOf(of, person)],
    ['s3:GetObject', `arn:aws:s3:::${names.projectBucket('sales', 'data')}/x`],
    ['iam:PassRole', names.roleArn(names.personRole(person.profile))],
    ['sts:AssumeRole', `arn:aws:iam::${account}:role/ml/acme-person-boss`],
    ['kms:Decrypt', of.ground.ids.keyArn],
  ];
}
