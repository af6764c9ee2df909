import { createHash } from 'node:crypto';
import { Stack } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';

export interface SpendingBudgetProps {
  /**
   * Unique in the account. A dash and eight digits follow: they change with who is notified and when, as CloudFormation makes a
   * budget anew for that and AWS has no two of one name.
   */
  readonly budgetName: string;
  readonly monthlyUsd: number;
  /**
   * Cost-allocation tag and value whose costs count. The tag must be activated for billing, or the budget sees nothing.
   *
   * @default - the costs of the whole account
   */
  readonly tag?: { readonly key: string; readonly value: string };
  /**
   * Who is notified, at most 10. Without addresses and a topic the budget is to be seen in the console alone.
   *
   * @default - nobody by mail
   */
  readonly emails?: readonly string[];
  /**
   * Topic that is notified; its policy and its key must let `budgets.amazonaws.com` publish.
   *
   * @default - no topic
   */
  readonly topicArn?: string;
  /**
   * Tags of the budget itself; `Tags.of` does not reach it.
   *
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

const alarms = [
  { notificationType: 'ACTUAL', threshold: 50 },
  { notificationType: 'ACTUAL', threshold: 80 },
  { notificationType: 'ACTUAL', threshold: 100 },
  { notificationType: 'FORECASTED', threshold: 100 },
];

const mostEmails = 10;

/**
 * A monthly limit with alarms at 50, 80 and 100 % spent, and when the forecast passes it. It tells and stops nothing.
 *
 * AWS updates costs a few times a day, so an alarm comes hours after the spending (Budgets guide).
 */
export class SpendingBudget extends Construct {
  constructor(scope: Construct, id: string, props: SpendingBudgetProps) {
    super(scope, id);
    const { budgetName, monthlyUsd, tag, tags } = props;
    const subscribers = subscribersOf(props);
    const notifications = subscribers.length === 0 ? undefined : alarms.map((alarm) => telling(alarm, subscribers));
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetName: `${budgetName}-${digestOf(Stack.of(this).resolve(notifications))}`,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: monthlyUsd, unit: 'USD' },
        costFilters: tag === undefined ? undefined : { TagKeyValue: [`user:${tag.key}$${tag.value}`] },
      },
      notificationsWithSubscribers: notifications,
      ...(tags === undefined ? {} : { resourceTags: Object.entries(tags).map(([key, value]) => ({ key, value })) }),
    });
  }
}

function digestOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('hex')
    .slice(0, 8);
}

function telling(alarm: (typeof alarms)[number], subscribers: CfnBudget.SubscriberProperty[]) {
  const notification = { ...alarm, comparisonOperator: 'GREATER_THAN', thresholdType: 'PERCENTAGE' };
  return { notification, subscribers };
}

function subscribersOf({ budgetName, emails = [], topicArn }: SpendingBudgetProps): CfnBudget.SubscriberProperty[] {
  const topics = topicArn === undefined ? [] : [{ subscriptionType: 'SNS', address: topicArn }];
  if (emails.length > mostEmails) {
    throw new Error(`The budget ${budgetName} has ${emails.length} e-mail addresses. AWS takes up to ${mostEmails}.`);
  }
  return [...emails.map((address) => ({ subscriptionType: 'EMAIL', address })), ...topics];
}
