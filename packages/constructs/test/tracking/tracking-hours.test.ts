import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { TrackingHours, type TrackingHoursProps } from '../../src/tracking/tracking-hours.ts';

const usual = { serverName: 'acme', from: '07:05', to: '19:30', days: ['Mon', 'Sat'], timeZone: 'Europe/Berlin' };

function hoursWith(props: Partial<TrackingHoursProps> = {}): Template {
  const stack = new Stack(new App(), 'stack', { env: { account: '111122223333', region: 'eu-central-1' } });
  new TrackingHours(stack, 'Hours', { ...usual, ...props });
  return Template.fromStack(stack);
}

test.each([
  ['start', 'cron(5 7 ? * MON,SAT *)'],
  ['stop', 'cron(30 19 ? * MON,SAT *)'],
])('a server is told to %s at its time, in its time zone', (verb, ScheduleExpression) => {
  hoursWith().hasResourceProperties('AWS::Scheduler::Schedule', {
    Name: `acme-${verb}`,
    ScheduleExpression,
    ScheduleExpressionTimezone: 'Europe/Berlin',
    Target: { Input: '{"TrackingServerName":"acme"}' },
  });
});

test('only the scheduler of this account takes on the role, which may start and stop this server', () => {
  const [role] = Object.values(hoursWith().findResources('AWS::IAM::Role'));
  expect(role?.Properties.AssumeRolePolicyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Principal: { Service: 'scheduler.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
    },
  ]);
  const statements = role?.Properties.Policies.flatMap(
    ({ PolicyDocument }: { PolicyDocument: { Statement: object[] } }) => PolicyDocument.Statement,
  );
  expect(statements).toMatchObject([
    { Action: ['sagemaker:StartMlflowTrackingServer', 'sagemaker:StopMlflowTrackingServer'] },
  ]);
  expect(JSON.stringify(statements[0].Resource)).toContain('mlflow-tracking-server/acme"');
});

test.each([{ from: '7:00' }, { to: '24:00' }, { from: '07:00; x' }, { days: [] }])('%j is refused', (props) => {
  expect(() => hoursWith(props)).toThrow(/A time such as 07:30/);
});
