import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { ExecutionRole, type ExecutionRoleProps } from '../studio/execution-role.ts';

export interface TrackingHoursProps {
  /** Name of the server, at most 58 characters. */
  readonly serverName: string;
  /** Time of a day, such as `07:30`. */
  readonly from: string;
  readonly to: string;
  /** Such as `Mon`. */
  readonly days: readonly string[];
  /** As the IANA names it, such as `Europe/Berlin`. */
  readonly timeZone: string;
  /** Name, path and boundary of the role that starts and stops the server. */
  readonly role?: Pick<ExecutionRoleProps, 'roleName' | 'path' | 'permissionsBoundaryName' | 'tags'>;
}

/**
 * Starts and stops a tracking server at times of the day; it is billed while it runs.
 *
 * EventBridge Scheduler calls SageMaker itself ("Using universal targets in EventBridge Scheduler"), with a role that may
 * do these two things to this server. A call that finds the server started or stopped already fails and changes nothing.
 */
export class TrackingHours extends Construct {
  constructor(scope: Construct, id: string, props: TrackingHoursProps) {
    super(scope, id);
    const roleArn = this.role(props).roleArn;
    for (const [verb, at] of [
      ['start', props.from],
      ['stop', props.to],
    ] as const) {
      new CfnSchedule(this, verb, {
        name: `${props.serverName}-${verb}`,
        description: `Tracking: ${verb} ${props.serverName}`,
        scheduleExpression: cronOf(at, props.days),
        scheduleExpressionTimezone: props.timeZone,
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: `arn:${Stack.of(this).partition}:scheduler:::aws-sdk:sagemaker:${verb}MlflowTrackingServer`,
          roleArn,
          input: JSON.stringify({ TrackingServerName: props.serverName }),
          // What was missed by an hour is told by the state of the server, not made up for in the night.
          retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
        },
      });
    }
  }

  private role({ serverName, role }: TrackingHoursProps): ExecutionRole {
    const server = Stack.of(this).formatArn({
      service: 'sagemaker',
      resource: 'mlflow-tracking-server',
      resourceName: serverName,
    });
    const startAndStop = new PolicyStatement({
      sid: 'StartAndStop',
      actions: ['sagemaker:StartMlflowTrackingServer', 'sagemaker:StopMlflowTrackingServer'],
      resources: [server],
    });
    return new ExecutionRole(this, 'Role', {
      ...role,
      services: ['scheduler.amazonaws.com'],
      description: 'Starts and stops the tracking server at its hours',
      inlinePolicies: { hours: new PolicyDocument({ statements: [startAndStop] }) },
    });
  }
}

/** @throws Error for a time that is none, or no days. */
function cronOf(at: string, days: readonly string[]): string {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(at) ?? [];
  if (hour !== undefined && minute !== undefined && days.length > 0) {
    return `cron(${Number(minute)} ${Number(hour)} ? * ${days.map((day) => day.toUpperCase()).join(',')} *)`;
  }
  throw new Error(
    `The tracking server has the time "${at}" on ${days.length} days. A time such as 07:30 on a day is accepted.`,
  );
}
