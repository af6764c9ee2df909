import type { StackTemplate } from '@atelier/cloudformation';
import { describe, expect, test } from 'vitest';
import { comparisons, guardrails } from '../../src/guardrails/guardrails.ts';
import { changed, templates, trust, workspace } from './small-workspace.ts';

const budget = (name: string, ...told: readonly string[]) => ({
  Type: 'AWS::Budgets::Budget',
  Properties: {
    Budget: { BudgetName: name, BudgetType: 'COST', TimeUnit: 'MONTHLY' },
    NotificationsWithSubscribers: told.map((Address) => ({
      Notification: { NotificationType: 'ACTUAL', ComparisonOperator: 'GREATER_THAN', Threshold: 80 },
      Subscribers: [{ SubscriptionType: 'EMAIL', Address }],
    })),
  },
});
const policy = (properties: object) => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: { PolicyDocument: {}, ...properties },
});
const role = (name: unknown) => ({
  Type: 'AWS::IAM::Role',
  Properties: { RoleName: name, AssumeRolePolicyDocument: trust },
});
const foundation = (path: string, value: unknown, from: readonly StackTemplate[] = deployed) =>
  changed(from, 'acme-foundation', `Resources.${path}`, value);
const withAccount = { 'Fn::Join': ['-', ['acme', { Ref: 'AWS::AccountId' }]] };

const bare = templates();
const deployed = [
  ['Budget', budget('acme', 'a@example.com')],
  ['Policy', policy({ ManagedPolicyName: 'acme-all', Description: 'old' })],
  ['Unnamed', policy({ Description: 'old' })],
  ['Owner', role('acme-owner')],
  ['Other', role('acme-other')],
  ['Jobs', role(withAccount)],
].reduce<readonly StackTemplate[]>((all, [name, value]) => foundation(String(name), value, all), bare);

function check(next: readonly StackTemplate[]) {
  const found = guardrails(next, { workspace: workspace(), deployed }).find(({ id }) => id === 'named-replacement');
  if (!found) throw new Error('No such guardrail');
  return found;
}

describe('a deployment is refused', () => {
  test.each([
    [
      'for a budget of a fixed name that tells one address more',
      foundation('Budget', budget('acme', 'a@example.com', 'b@example.com')),
      /^acme-foundation Budget Properties.NotificationsWithSubscribers: .*AWS::Budgets::Budget cannot be changed in place.*Budget.BudgetName "acme"/,
    ],
    [
      'for a policy of a fixed name with another description',
      foundation('Policy', policy({ ManagedPolicyName: 'acme-all', Description: 'new' })),
      /Policy Properties.Description: .*changes from "old" to "new".*ManagedPolicyName "acme-all"/,
    ],
    [
      'for a role of a fixed name with another path',
      foundation('Owner.Properties.Path', '/ml/'),
      /Owner Properties.Path: .*changes from nothing to "\/ml\/"/,
    ],
    [
      'for a role whose name holds the account',
      foundation('Jobs.Properties.Path', '/ml/'),
      /Jobs Properties.Path: .*RoleName "acme-123456789012"/,
    ],
    [
      'for a role under another logical id',
      foundation('Renamed', role('acme-owner'), foundation('Owner', undefined)),
      /Renamed Properties.RoleName: The name "acme-owner" is that of Owner in the deployed stack acme-foundation/,
    ],
    [
      'for a role of the same name in other letters',
      foundation('Renamed', role('ACME-Owner'), foundation('Owner', undefined)),
      /The name "ACME-Owner" is that of Owner/,
    ],
    [
      'for a role that moves to another stack',
      changed(foundation('Owner', undefined), 'acme-network', 'Resources.Owner', role('acme-owner')),
      /^acme-network Owner Properties.RoleName: .* is that of Owner in the deployed stack acme-foundation/,
    ],
    [
      'for two roles that exchange their names',
      foundation('Owner', role('acme-other'), foundation('Other', role('acme-owner'))),
      /"acme-other" is that of Other in the deployed stack acme-foundation.*\(and 1 more\)/,
    ],
  ])('%s', (_, next, finding) => {
    expect(check(next)).toMatchObject({
      ok: false,
      finding: expect.stringMatching(finding),
      fix: expect.stringMatching(/^(Put the old value back|Keep it as)/),
    });
  });
});

describe('a deployment is let through', () => {
  test.each([
    ['when nothing changes', deployed],
    [
      'when what is made anew gets another name',
      foundation('Budget', budget('acme-2', 'a@example.com', 'b@example.com')),
    ],
    ['when AWS makes the name up', foundation('Unnamed', policy({ Description: 'new' }))],
    ['when a property changes in place', foundation('Owner.Properties.MaxSessionDuration', 7200)],
    ['when a name is written otherwise and stays the same', foundation('Jobs', role('acme-123456789012'))],
    ['when a name becomes free and nobody takes it', foundation('Owner', undefined)],
  ])('%s', (_, next) => {
    expect(check(next)).toMatchObject({ ok: true, finding: null });
  });

  test('when a name with the account is written otherwise, also for a bucket', () => {
    const next = foundation('Bucket.Properties.BucketName', 'acme-data-123456789012');
    const said = comparisons(next, { workspace: workspace(), deployed, account: '123456789012' });
    expect(said.filter(({ finding }) => finding !== null)).toEqual([]);
    const elsewhere = comparisons(next, { workspace: workspace(), deployed, account: '210987654321' });
    expect(elsewhere.filter(({ ok }) => !ok).map(({ id }) => id)).toEqual(['stateful-replacement']);
  });
});
