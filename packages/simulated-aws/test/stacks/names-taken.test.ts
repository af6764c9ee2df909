import { describe, expect, test } from 'vitest';
import { statusOf } from './acme.ts';
import { key, ref } from './small-parts.ts';
import { body, made } from './small-template.ts';

const budget = (addresses: readonly string[], more: object = {}) => ({
  Budget: {
    Type: 'AWS::Budgets::Budget',
    Properties: {
      Budget: {
        ...{ BudgetName: 'acme', BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 100, Unit: 'USD' } },
        ...more,
      },
      NotificationsWithSubscribers: [
        {
          Notification: { ComparisonOperator: 'GREATER_THAN', NotificationType: 'ACTUAL', Threshold: 50 },
          Subscribers: addresses.map((Address) => ({ Address, SubscriptionType: 'EMAIL' })),
        },
      ],
    },
  },
});

describe('a budget that has a name', () => {
  const one = budget(['a@example.com']);
  const changed = (Resources: object) => {
    const here = made({ Resources: one });
    here.call('UpdateStack', body({ Resources }));
    return { ...statusOf(here, 'small'), budgets: here.world.resources.list('AWS::Budgets::Budget').length };
  };

  test('takes another amount in its place', () => {
    expect(changed(budget(['a@example.com'], { BudgetLimit: { Amount: 200, Unit: 'USD' } }))).toMatchObject({
      status: 'UPDATE_COMPLETE',
      budgets: 1,
    });
  });

  test('does not tell one more under the same name: a new one would have to be made', () => {
    expect(changed(budget(['a@example.com', 'b@example.com']))).toEqual({
      status: 'UPDATE_ROLLBACK_COMPLETE',
      failed: [
        expect.stringMatching(/CloudFormation cannot update a stack when a custom-named resource requires replacing/),
      ],
      budgets: 1,
    });
  });

  test('tells one more under another name', () => {
    expect(changed(budget(['a@example.com', 'b@example.com'], { BudgetName: 'acme-2' }))).toEqual({
      ...{ status: 'UPDATE_COMPLETE', failed: [], budgets: 1 },
    });
  });

  test('is refused where another stack has one of that name', () => {
    const here = made({ Resources: one });
    here.call('CreateStack', { ...body({ Resources: one }), StackName: 'other' });
    expect(statusOf(here, 'other')).toMatchObject({
      status: 'ROLLBACK_COMPLETE',
      failed: [expect.stringMatching(/already exists/)],
    });
  });
});

test.each<readonly [string, object]>([
  ['AWS::KMS::Alias', { AliasName: 'alias/mine', TargetKeyId: ref('Key') }],
  [
    'AWS::SageMaker::StudioLifecycleConfig',
    {
      StudioLifecycleConfigName: 'a',
      StudioLifecycleConfigAppType: 'JupyterLab',
      StudioLifecycleConfigContent: 'eA==',
    },
  ],
  ['AWS::SageMaker::ModelPackageGroup', { ModelPackageGroupName: 'models' }],
  ['AWS::RedshiftServerless::Namespace', { NamespaceName: 'data' }],
  ['AWS::Logs::LogGroup', { LogGroupName: '/mine' }],
  ['AWS::SSM::Parameter', { Name: '/mine', Type: 'String', Value: 'x' }],
  ['AWS::S3::Bucket', { BucketName: 'my-own-bucket' }],
])('a name of %s that a stack has is refused to another', (Type, Properties) => {
  const Resources = { Key: key(), Named: { Type, Properties } };
  const here = made({ Resources });
  here.call('CreateStack', { ...body({ Resources }), StackName: 'other' });
  expect(statusOf(here, 'other')).toMatchObject({
    status: 'ROLLBACK_COMPLETE',
    failed: expect.arrayContaining([expect.stringMatching(/^Named: .*already exists/)]),
  });
});
