import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnMlflowTrackingServer } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { artifactStoreUri } from './artifact-store.ts';
import { maintenanceStart } from './maintenance-start.ts';
import { trackingName } from './tracking-name.ts';
import { type TrackingRoleProps, trackingRole } from './tracking-role.ts';

export interface TrackingServerProps extends TrackingRoleProps {
  /** Up to 256 letters, digits and inner dashes. AWS makes a new server when it changes. */
  readonly name: string;
  /** @default 'Small' */
  readonly size?: 'Small' | 'Medium' | 'Large';
  /**
   * Version of MLflow, such as `3.0`.
   *
   * @default - the newest that AWS offers
   */
  readonly mlflowVersion?: string;
  /**
   * In UTC, such as `Tue:03:30`.
   *
   * @default - chosen by AWS
   */
  readonly weeklyMaintenanceStart?: string;
  /** @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE - runs and metrics are in it alone; a kept server goes on costing */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * An MLflow server, billed for every hour that it runs.
 *
 * Anybody with valid credentials and a permission reaches it from anywhere: limit permissions to the network with
 * `trackingUserStatements`.
 *
 * @stateful
 */
export class TrackingServer extends Construct {
  /** The tracking address of MLflow clients that have the `sagemaker-mlflow` plug-in. */
  readonly trackingArn: string;
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: TrackingServerProps) {
    super(scope, id);
    this.roleArn = trackingRole(this, 'Role', props).roleArn;
    const server = new CfnMlflowTrackingServer(this, 'Resource', {
      trackingServerName: trackingName(props.name),
      trackingServerSize: props.size ?? 'Small',
      mlflowVersion: props.mlflowVersion,
      artifactStoreUri: artifactStoreUri(props.store),
      roleArn: this.roleArn,
      automaticModelRegistration: props.autoRegistration !== undefined,
      weeklyMaintenanceWindowStart: maintenanceStart(props.weeklyMaintenanceStart),
    });
    server.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.trackingArn = Stack.of(this).formatArn({
      service: 'sagemaker',
      resource: 'mlflow-tracking-server',
      resourceName: server.ref,
    });
  }
}
