import { describe, expect, test } from 'vitest';
import { rights } from '../../src/rights/rights.ts';
import type { DeployedIds } from '../../src/rights/rights-ground.ts';
import type { RightsHolder, RightsPolicy } from '../../src/rights/rights-policy.ts';
import type { AwsWorkspace } from '../../src/stacks/ground.ts';
import { synthesise } from '../../src/synthesise.ts';
import { example, written } from '../example.ts';
import { administrator, allows } from './ask-iam.ts';
import { deployedAcme, type IamRequest, ofOwnAccount } from './requests-of.ts';
import { deployedTwin, thingsOfTheTwin, twin } from './things-of-the-twin.ts';

const acme = await example('acme');

type Asked = (holder: RightsHolder, request: IamRequest) => Promise<boolean>;

/** Answers of IAM to each holder of a workspace's rights; `boundary` is somebody with all rights within it. */
async function holdersOf(workspace: AwsWorkspace, deployed: DeployedIds): Promise<Asked> {
  const synthesis = await synthesise(workspace);
  const held = new Map<RightsHolder, readonly RightsPolicy[]>();
  for (const holder of ['boundary', 'deploy', 'execution', 'status'] as const) {
    held.set(holder, (await rights(workspace, synthesis, holder, deployed)).policies);
  }
  return (holder, request) => {
    const policies = held.get(holder) ?? [];
    return holder === 'boundary' ? allows([administrator], request, policies) : allows(policies, request);
  };
}

const ofAcme = await holdersOf(acme, deployedAcme);
const ofTwin = await holdersOf({ ...acme, name: twin }, deployedTwin);
const cases = thingsOfTheTwin.map(([holder, action, request]) => ({ holder, action, request, on: request.resource }));

describe('two workspaces of one account, acme and acme-two', () => {
  test.each(cases)('nobody with the rights of acme is allowed $action on $on', async ({ request }) => {
    const holders = ['boundary', 'deploy', 'execution', 'status'] as const;
    expect(await Promise.all(holders.map((holder) => ofAcme(holder, request)))).toEqual(holders.map(() => false));
  });

  test.each(cases)('acme-two is allowed $action on its own $on', async ({ holder, request }) => {
    expect(await ofTwin(holder, request)).toBe(true);
  });
});

describe('before anything is deployed', async () => {
  const before = await holdersOf(acme, { id: null, domain: null });
  // Without the ids of a deployment it cannot be told whose an untagged thing in a domain, or an application, will be.
  const untold = /sagemaker:Create(App|Space|UserProfile|Domain)$|ApplicationAssignment$/;

  test.each(cases.filter(({ action }) => !untold.test(action)))(
    'nobody with the rights of acme is allowed $action on $on',
    async ({ request }) => {
      const holders = ['boundary', 'deploy', 'execution', 'status'] as const;
      expect(await Promise.all(holders.map((holder) => before(holder, request)))).toEqual(holders.map(() => false));
    },
  );
});

test.each(['Create', 'Delete'])(
  'nobody is allowed to %s an assignment to what another account has made',
  async (verb) => {
    const context = { 'sso:ApplicationAccount': '999988887777', 'aws:PrincipalAccount': '123456789012' };
    const action = `sso:${verb}ApplicationAssignment`;
    const before = await holdersOf(acme, { id: null, domain: null });
    for (const resource of [deployedAcme.application ?? '', deployedTwin.application]) {
      const request = { action, resource, tags: {}, context };
      expect(await before('deploy', request)).toBe(false);
      expect(await before('deploy', { ...request, context: ofOwnAccount })).toBe(true);
    }
  },
);

test('nobody has rights in Identity Center where people sign in with IAM, or who only looks on changes anything', async () => {
  const iam = await holdersOf({ ...acme, signIn: { ...acme.signIn, method: 'iam' } }, deployedAcme);
  const ofAcmes = (action: string, resource: string) => ({ action, resource, tags: {}, context: ofOwnAccount });
  const application = deployedAcme.application ?? '';
  const changes = ['Create', 'Delete'].map((verb) => ofAcmes(`sso:${verb}ApplicationAssignment`, application));
  const looks = [
    ofAcmes('sso:ListApplicationAssignments', application),
    ofAcmes('identitystore:GetUserId', 'arn:aws:identitystore:::user/u'),
  ];
  for (const request of [...changes, ...looks]) {
    expect(await ofAcme('deploy', request)).toBe(true);
    expect(await iam('deploy', request)).toBe(false);
    expect(await iam('status', request)).toBe(false);
  }
  for (const request of changes) expect(await ofAcme('status', request)).toBe(false);
  for (const request of looks) expect(await ofAcme('status', request)).toBe(true);
});

test.each(['flows', 'foundation', 'jobs', 'limits', 'network', 'person', 'project', 'tracking'])(
  'no workspace on AWS is called acme-%s, whose things the patterns of acme would fit',
  (word) => {
    expect(() => written(`workspace: acme-${word}\naws: { region: eu-central-1 }\n`)).toThrow(word);
  },
);
