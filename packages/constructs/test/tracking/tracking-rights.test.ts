import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { describe, expect, test } from 'vitest';
import type { ArtifactStore } from '../../src/tracking/artifact-store.ts';
import { TrackingApp } from '../../src/tracking/tracking-app.ts';
import type { AutoRegistration } from '../../src/tracking/tracking-role.ts';
import { type TrackingUser, trackingUserStatements } from '../../src/tracking/tracking-user-statements.ts';
import { account, iamAnswer, type Question } from '../studio/iam-answer.ts';

const store: ArtifactStore = { bucketName: 'acme-artifacts', prefix: '/mlflow' };
const model = (name: string) => `arn:aws:sagemaker:eu-central-1:${account}:${name}`;
const approved = { 'sagemaker:ModelApprovalStatus': 'Approved' };

function policiesOf(autoRegistration?: AutoRegistration): unknown[] {
  const stack = new Stack(new App(), 'stack', { env: { account, region: 'eu-central-1' } });
  new TrackingApp(stack, 'Tracking', { name: 'acme', store, autoRegistration });
  const [role] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  return role?.Properties.Policies.map(({ PolicyDocument }: { PolicyDocument: unknown }) => PolicyDocument);
}

describe('the role of a tracking', () => {
  const alone = policiesOf();
  const registering = policiesOf({ modelPackageGroups: 'acme-sales-*' });

  test.each<[string, Question, string, unknown[]]>([
    [
      'writes its artifacts',
      { action: 's3:PutObject', resource: 'arn:aws:s3:::acme-artifacts/mlflow/1/model' },
      'Allowed',
      alone,
    ],
    [
      'reads its artifacts',
      { action: 's3:GetObject', resource: 'arn:aws:s3:::acme-artifacts/mlflow/1/model' },
      'Allowed',
      alone,
    ],
    [
      'does not write beside them',
      { action: 's3:PutObject', resource: 'arn:aws:s3:::acme-artifacts/mlflow-2/x' },
      'ImplicitlyDenied',
      alone,
    ],
    [
      'does not read another bucket',
      { action: 's3:GetObject', resource: 'arn:aws:s3:::acme-data/mlflow/x' },
      'ImplicitlyDenied',
      alone,
    ],
    [
      'does not write into a bucket of the name in another account',
      {
        action: 's3:PutObject',
        resource: 'arn:aws:s3:::acme-artifacts/mlflow/x',
        context: { 'aws:ResourceAccount': '999999999999' },
      },
      'ImplicitlyDenied',
      alone,
    ],
    [
      'deletes nothing',
      { action: 's3:DeleteObject', resource: 'arn:aws:s3:::acme-artifacts/mlflow/x' },
      'ImplicitlyDenied',
      alone,
    ],
    [
      'lists its folder',
      { action: 's3:ListBucket', resource: 'arn:aws:s3:::acme-artifacts', context: { 's3:prefix': 'mlflow/1' } },
      'Allowed',
      alone,
    ],
    [
      'lists no bucket of the name in another account',
      {
        action: 's3:ListBucket',
        resource: 'arn:aws:s3:::acme-artifacts',
        context: { 's3:prefix': 'mlflow/1', 'aws:ResourceAccount': '999999999999' },
      },
      'ImplicitlyDenied',
      alone,
    ],
    [
      'lists nothing else',
      { action: 's3:ListBucket', resource: 'arn:aws:s3:::acme-artifacts', context: { 's3:prefix': 'data/' } },
      'ImplicitlyDenied',
      alone,
    ],
    [
      'registers nothing by itself',
      { action: 'sagemaker:CreateModelPackage', resource: model('model-package/acme-sales-a/1') },
      'ImplicitlyDenied',
      alone,
    ],
    [
      'registers a version when told to',
      { action: 'sagemaker:CreateModelPackage', resource: model('model-package/acme-sales-a/1') },
      'Allowed',
      registering,
    ],
    [
      'makes a group when told to',
      { action: 'sagemaker:CreateModelPackageGroup', resource: model('model-package-group/acme-sales-a') },
      'Allowed',
      registering,
    ],
    [
      'makes no group of others',
      { action: 'sagemaker:CreateModelPackageGroup', resource: model('model-package-group/acme-hr-a') },
      'ImplicitlyDenied',
      registering,
    ],
    [
      'creates no approved version',
      { action: 'sagemaker:CreateModelPackage', resource: model('model-package/acme-sales-a/1'), context: approved },
      'ImplicitlyDenied',
      registering,
    ],
    [
      'approves nothing',
      { action: 'sagemaker:UpdateModelPackage', resource: model('model-package/acme-sales-a/1'), context: approved },
      'ImplicitlyDenied',
      registering,
    ],
  ])('%s', async (_what, question, answer, policies) => {
    expect(await iamAnswer(policies, question)).toBe(answer);
  });
});

describe('a user of a tracking', () => {
  const appArn = model('mlflow-app/app-abc');
  const serverArn = model('mlflow-tracking-server/acme');
  const inside = { 'aws:SourceVpc': 'vpc-1' };
  const outside = { 'aws:SourceVpc': 'vpc-2' };
  const user = (more: Partial<TrackingUser>): TrackingUser => ({
    trackingArn: serverArn,
    kind: 'server',
    access: 'write',
    vpcId: 'vpc-1',
    ...more,
  });
  const ofApp = { kind: 'app', trackingArn: appArn } as const;

  test.each<[string, TrackingUser, Question, string]>([
    [
      'logs to the server from inside',
      user({}),
      { action: 'sagemaker-mlflow:LogMetric', resource: serverArn, context: inside },
      'Allowed',
    ],
    [
      'not from another network',
      user({}),
      { action: 'sagemaker-mlflow:LogMetric', resource: serverArn, context: outside },
      'ImplicitlyDenied',
    ],
    [
      'not from the internet',
      user({}),
      { action: 'sagemaker-mlflow:LogMetric', resource: serverArn },
      'ImplicitlyDenied',
    ],
    [
      'not to another server',
      user({}),
      { action: 'sagemaker-mlflow:LogMetric', resource: `${serverArn}-2`, context: inside },
      'ImplicitlyDenied',
    ],
    [
      'from anywhere without a network',
      user({ vpcId: undefined }),
      { action: 'sagemaker-mlflow:LogMetric', resource: serverArn },
      'Allowed',
    ],
    [
      'reads with read',
      user({ access: 'read' }),
      { action: 'sagemaker-mlflow:SearchRuns', resource: serverArn, context: inside },
      'Allowed',
    ],
    [
      'does not log with read',
      user({ access: 'read' }),
      { action: 'sagemaker-mlflow:LogMetric', resource: serverArn, context: inside },
      'ImplicitlyDenied',
    ],
    [
      'does not delete with read',
      user({ access: 'read' }),
      { action: 'sagemaker-mlflow:DeleteRun', resource: serverArn, context: inside },
      'ImplicitlyDenied',
    ],
    [
      'opens the pages from inside',
      user({}),
      { action: 'sagemaker-mlflow:AccessUI', resource: '*', context: inside },
      'Allowed',
    ],
    [
      'gets an address for the pages',
      user({}),
      { action: 'sagemaker:CreatePresignedMlflowTrackingServerUrl', resource: serverArn, context: inside },
      'Allowed',
    ],
    [
      'does not stop the server',
      user({}),
      { action: 'sagemaker:StopMlflowTrackingServer', resource: serverArn, context: inside },
      'ImplicitlyDenied',
    ],
    [
      'calls the app from inside',
      user(ofApp),
      { action: 'sagemaker:CallMlflowAppApi', resource: appArn, context: inside },
      'Allowed',
    ],
    [
      'does not call the app from the internet',
      user(ofApp),
      { action: 'sagemaker:CallMlflowAppApi', resource: appArn },
      'ImplicitlyDenied',
    ],
    [
      'does not delete the app',
      user(ofApp),
      { action: 'sagemaker:DeleteMlflowApp', resource: appArn, context: inside },
      'ImplicitlyDenied',
    ],
  ])('%s', async (_what, trackingUser, question, answer) => {
    const document = new PolicyDocument({ statements: trackingUserStatements(trackingUser) });
    expect(await iamAnswer([new Stack().resolve(document)], question)).toBe(answer);
  });
});
