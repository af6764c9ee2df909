import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnMlflowApp } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { artifactStoreUri } from './artifact-store.ts';
import { maintenanceStart } from './maintenance-start.ts';
import { trackingName } from './tracking-name.ts';
import { type TrackingRoleProps, trackingRole } from './tracking-role.ts';

export interface TrackingAppProps extends TrackingRoleProps {
  /** Up to 256 letters, digits and inner dashes. AWS makes a new app when it changes, or when the role does. */
  readonly name: string;
  /**
   * In UTC, such as `Tue:03:30`.
   *
   * @default - chosen by AWS
   */
  readonly weeklyMaintenanceStart?: string;
  /** @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE - runs and metrics are in it alone */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * MLflow without a server of one's own.
 *
 * Anybody with valid credentials and a permission reaches it from anywhere: limit permissions to the network with
 * `trackingUserStatements`.
 *
 * @stateful
 */
export class TrackingApp extends Construct {
  /** The tracking address of MLflow clients that have the `sagemaker-mlflow` plug-in. */
  readonly trackingArn: string;
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: TrackingAppProps) {
    super(scope, id);
    this.roleArn = trackingRole(this, 'Role', props).roleArn;
    const app = new CfnMlflowApp(this, 'Resource', {
      name: trackingName(props.name),
      artifactStoreUri: artifactStoreUri(props.store),
      roleArn: this.roleArn,
      modelRegistrationMode: props.autoRegistration ? 'AutoModelRegistrationEnabled' : 'AutoModelRegistrationDisabled',
      weeklyMaintenanceWindowStart: maintenanceStart(props.weeklyMaintenanceStart),
    });
    app.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    // cfn-lint 1.51 does not know the type; CloudFormation and the CDK do.
    app.addMetadata('cfn-lint', { config: { ignore_checks: ['E3006'] } });
    this.trackingArn = app.attrArn;
  }
}
