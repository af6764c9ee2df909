import { describe, expect, test } from 'vitest';
import { SpendingBudget, type SpendingBudgetProps } from '../../src/budgets/spending-budget.ts';
import { deployed } from '../network/deployed.ts';

interface Budget {
  readonly Budget: unknown;
  readonly NotificationsWithSubscribers?: { Notification: Record<string, unknown>; Subscribers: unknown }[];
}

function budget(props: Partial<SpendingBudgetProps>): Budget {
  const resources = deployed((stack) => {
    new SpendingBudget(stack, 'Budget', { budgetName: 'acme-sales', monthlyUsd: 800, ...props });
  });
  const [only] = Object.values(resources);
  return only?.Properties as unknown as Budget;
}

describe('a budget', () => {
  test('counts the costs of its tag, month by month', () => {
    expect(budget({ tag: { key: 'atelier:project', value: 'sales' } }).Budget).toEqual({
      BudgetName: expect.stringMatching(/^acme-sales-[0-9a-f]{8}$/),
      BudgetType: 'COST',
      TimeUnit: 'MONTHLY',
      BudgetLimit: { Amount: 800, Unit: 'USD' },
      CostFilters: { TagKeyValue: ['user:atelier:project$sales'] },
    });
  });

  test('tells everybody at 50, 80 and 100 % spent, and when the forecast passes it', () => {
    const topicArn = 'arn:aws:sns:eu-central-1:111122223333:acme';
    const alarms = budget({ emails: ['lead@example.com'], topicArn }).NotificationsWithSubscribers ?? [];
    expect(alarms.map(({ Notification }) => [Notification.NotificationType, Notification.Threshold])).toEqual([
      ['ACTUAL', 50],
      ['ACTUAL', 80],
      ['ACTUAL', 100],
      ['FORECASTED', 100],
    ]);
    for (const { Subscribers } of alarms) {
      expect(Subscribers).toEqual([
        { SubscriptionType: 'EMAIL', Address: 'lead@example.com' },
        { SubscriptionType: 'SNS', Address: topicArn },
      ]);
    }
  });

  test('has another name once somebody else is notified, as AWS makes it anew, and none for another amount', () => {
    const nameOf = (props: Partial<SpendingBudgetProps>) => (budget(props).Budget as { BudgetName: string }).BudgetName;
    const first = nameOf({ emails: ['lead@example.com'] });
    expect(nameOf({ emails: ['lead@example.com'], monthlyUsd: 900 })).toBe(first);
    expect(nameOf({ emails: ['lead@example.com', 'ana@example.com'] })).not.toBe(first);
  });

  test('with nobody to tell has no alarms', () => {
    expect(budget({})).not.toHaveProperty('NotificationsWithSubscribers');
  });

  test('with more addresses than AWS takes is refused', () => {
    const emails = Array.from({ length: 11 }, (_, number) => `person${number}@example.com`);
    expect(() => budget({ emails })).toThrow('The budget acme-sales has 11 e-mail addresses. AWS takes up to 10.');
  });
});
