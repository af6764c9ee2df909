import { synthesise } from '@atelier/aws';
import type { Call } from '@atelier/simulated-aws';
import { describe, expect, test } from 'vitest';
import { actionsOf as actionsDuring } from '../../../aws/src/journeys/operators/operator-calls.ts';
import { type Rights, rights } from '../../../aws/src/rights/rights.ts';
import type { RightsPolicy } from '../../../aws/src/rights/rights-policy.ts';
import { example } from '../../../aws/test/example.ts';
import { allows } from '../../../aws/test/rights/ask-iam.ts';
import { deployedAcme, type IamRequest, requestsOf } from '../../../aws/test/rights/requests-of.ts';
import { recordedCycle } from './recorded-cycle.ts';

const workspace = await example('acme');
const synthesis = await synthesise(workspace);
const calls = await recordedCycle();
const deploy = await rights(workspace, synthesis, 'deploy', deployedAcme);
const before = await rights(workspace, synthesis, 'deploy');
const status = await rights(workspace, synthesis, 'status');

const removing = distinct(calls.destroy).filter(({ action }) => /:(Delete|Revoke|Schedule|Stop)/.test(action));

/**
 * Requests that IAM is asked for the calls, each once. A domain that is made anew has an application of its own, for which whoever
 * hands out rights writes them anew: here they are those of the first one.
 */
function distinct(of: readonly Call[]): readonly IamRequest[] {
  const asked = of.flatMap(requestsOf).map((one) => ({ ...one, resource: one.resource.replace(/(?<=apl-0+)2$/, '1') }));
  return [...new Map(asked.map((request) => [JSON.stringify(request), request])).values()];
}

async function refused(policies: readonly RightsPolicy[], requests: readonly IamRequest[]): Promise<string[]> {
  const answers = await Promise.all(requests.map((request) => allows(policies, request)));
  return requests.filter((_, index) => !answers[index]).map(({ action, resource }) => `${action} ${resource}`);
}

function actionsOf({ policies }: Rights, isMeant: (name: string) => boolean): readonly string[] {
  const meant = policies.filter(({ name }) => isMeant(name));
  return [...new Set(meant.flatMap(({ document }) => document.Statement.flatMap(({ Action }) => Action)))];
}

describe('somebody who deploys and destroys', () => {
  test.each(['deploy', 'change', 'status', 'destroy', 'restore'] as const)(
    'is allowed every call of %s',
    async (doing) => {
      const requests = distinct(calls[doing]);
      expect(requests.length).toBeGreaterThan(20);
      expect(await refused(deploy.policies, requests)).toEqual([]);
    },
  );

  test('is allowed as much before the first deployment, but for home folders', async () => {
    const requests = distinct(Object.values(calls).flat());
    const missing = await refused(before.policies, requests);
    expect(
      missing.filter((each) => !/^elasticfilesystem:(Delete|TagResource)|^ec2:(Revoke|Delete)/.test(each)),
    ).toEqual([]);
    expect(missing.length).toBeGreaterThan(4);
  });

  test('is given nothing that no call uses', () => {
    const used = new Set(distinct(Object.values(calls).flat()).map(({ action }) => action));
    const given = actionsOf(deploy, (name) => !name.includes('-drift'));
    // The example tracks with a server; an app of a file before is found and taken down as well.
    const ofBefore = ['sagemaker:DescribeMlflowApp', 'sagemaker:DeleteMlflowApp'];
    expect(given.filter((action) => !used.has(action))).toEqual(ofBefore);
  });

  test('removes nothing that has the name or the tag of another workspace', async () => {
    const theirs = removing.map(
      ({ action, resource, tags }): IamRequest => ({
        action,
        resource: resource.replaceAll('acme', 'other').replace(/apl-0+1$/, 'apl-0000000000000002'),
        tags: Object.keys(tags).length === 0 ? {} : { 'atelier:workspace': 'other', 'atelier:id': 'other' },
      }),
    );
    expect(removing.length).toBeGreaterThan(20);
    expect(await refused(deploy.policies, theirs)).toHaveLength(theirs.length);
  });

  test.each([
    ['sagemaker:AddTags', 'sagemaker', 'domain/d-1'],
    ['sagemaker:DeleteTags', 'sagemaker', 'user-profile/d-1/ann'],
    ['sagemaker:AddTags', 'sagemaker', 'studio-lifecycle-config/acme-0599a77206bf'],
    ['redshift-serverless:TagResource', 'redshift-serverless', 'namespace/1'],
    ['redshift-serverless:UntagResource', 'redshift-serverless', 'namespace/1'],
  ])('%s of what is ours alone, and no tag that policies go by (%s:%s)', async (action, service, what) => {
    const resource = `arn:aws:${service}:eu-central-1:123456789012:${what}`;
    const mayChange = async (key: string, tags: IamRequest['tags']) =>
      await allows(deploy.policies, { action, resource, tags, context: { 'aws:TagKeys': key } });
    const ours = { 'atelier:workspace': 'acme' };
    expect(await mayChange('team', ours)).toBe(true);
    expect(await mayChange('atelier:workspace', ours)).toBe(false);
    expect(await mayChange('atelier:project', ours)).toBe(false);
    expect(await mayChange('team', { 'atelier:workspace': 'other' })).toBe(false);
    expect(await mayChange('team', {})).toBe(false);
  });

  test('does not take on the role of CloudFormation', async () => {
    const resource = 'arn:aws:iam::123456789012:role/cdk-hnb659fds-cfn-exec-role-123456789012-eu-central-1';
    expect(await allows(deploy.policies, { action: 'sts:AssumeRole', resource, tags: {} })).toBe(false);
  });
});

describe('somebody who looks on', () => {
  test('is allowed every call of status', async () => {
    expect(await refused(status.policies, distinct(calls.status))).toEqual([]);
  });

  test('is refused everything that removes', async () => {
    expect(await refused(status.policies, removing)).toHaveLength(removing.length);
  });

  test('takes on no role', async () => {
    const roles = distinct(calls.deploy).filter(({ action }) => action === 'sts:AssumeRole');
    expect(roles.length).toBeGreaterThan(0);
    expect(await refused(status.policies, roles)).toHaveLength(roles.length);
  });
});

describe('the journeys of an operator', () => {
  const doings = ['deploy', 'change', 'status', 'destroy', 'restore'] as const;

  test.each(doings)('name every call of %s', (doing) => {
    const named = actionsDuring(doing);
    const made = distinct(calls[doing]).map(({ action }) => action);
    expect(new Set(made).size).toBeGreaterThan(20);
    expect([...new Set(made)].filter((action) => !named.has(action))).toEqual([]);
  });

  test('name no call that nobody makes', () => {
    const made = new Set(distinct(Object.values(calls).flat()).map(({ action }) => action));
    const named = new Set(doings.flatMap((doing) => [...actionsDuring(doing)]));
    // The example tracks with a server; an app of a file before is found and taken down as well.
    const ofBefore = ['sagemaker:DeleteMlflowApp', 'sagemaker:DescribeMlflowApp'];
    expect([...named].filter((action) => !made.has(action))).toEqual(ofBefore);
  });
});
