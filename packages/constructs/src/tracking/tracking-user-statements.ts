import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

export interface TrackingUser {
  readonly trackingArn: string;
  readonly kind: 'app' | 'server';
  /**
   * AWS has one action for everything in an app; assumed: who may read an app can write to it.
   */
  readonly access: 'read' | 'write';
  /**
   * The only network to call from. Console pages then do not open; presigned addresses do.
   *
   * @default - from anywhere: AWS answers on the internet whoever has credentials
   */
  readonly vpcId?: string;
}

const prefix = 'sagemaker-mlflow';
const reads = ['Get*', 'List*', 'Search*'].map((action) => `${prefix}:${action}`);

/** Rights of a user of a tracking; IAM sign-in only, as AWS does not support `aws:SourceVpc` here with Identity Center. */
export function trackingUserStatements(user: TrackingUser): PolicyStatement[] {
  const conditions = user.vpcId ? { StringEquals: { 'aws:SourceVpc': user.vpcId } } : undefined;
  const mlflow = user.access === 'read' ? reads : [`${prefix}:*`];
  return [
    new PolicyStatement({
      sid: 'UseTracking',
      actions: [...mlflow, ...reaches(user.kind)],
      resources: [user.trackingArn],
      conditions,
    }),
    // The action has no resource to name.
    new PolicyStatement({ sid: 'OpenTracking', actions: [`${prefix}:AccessUI`], resources: ['*'], conditions }),
  ];
}

function reaches(kind: 'app' | 'server'): string[] {
  const of = (...actions: string[]) => actions.map((action) => `sagemaker:${action}`);
  return kind === 'app'
    ? of('CallMlflowAppApi', 'DescribeMlflowApp', 'CreatePresignedMlflowAppUrl')
    : of('DescribeMlflowTrackingServer', 'CreatePresignedMlflowTrackingServerUrl');
}
