import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { studioCors } from '../../src/tracking/studio-cors.ts';
import { TrackingApp, type TrackingAppProps } from '../../src/tracking/tracking-app.ts';
import { TrackingServer, type TrackingServerProps } from '../../src/tracking/tracking-server.ts';

/** Refuses what the resource schemas refuse. */
const context = { '@aws-cdk/core:validateAgainstDefaultRules': true };

const env = { account: '111122223333', region: 'eu-central-1' };
const least = { name: 'acme-sales', store: { bucketName: 'acme-artifacts', prefix: '/mlflow' } };

function appWith(props: Partial<TrackingAppProps> = {}): Template {
  const stack = new Stack(new App({ context }), 'stack', { env });
  new TrackingApp(stack, 'Tracking', { ...least, ...props });
  return Template.fromStack(stack);
}

function serverWith(props: Partial<TrackingServerProps> = {}): Template {
  const stack = new Stack(new App({ context }), 'stack', { env });
  new TrackingServer(stack, 'Tracking', { ...least, ...props });
  return Template.fromStack(stack);
}

const autoRegistration = { modelPackageGroups: 'acme-sales-*' };

describe('an app', () => {
  test.each([
    [undefined, 'AutoModelRegistrationDisabled'],
    [autoRegistration, 'AutoModelRegistrationEnabled'],
  ])('registers models by itself only when told to: %o', (registration, ModelRegistrationMode) => {
    appWith({ autoRegistration: registration, weeklyMaintenanceStart: 'Tue:03:30' }).hasResource(
      'AWS::SageMaker::MlflowApp',
      {
        DeletionPolicy: 'RetainExceptOnCreate',
        Properties: {
          Name: 'acme-sales',
          ArtifactStoreUri: 's3://acme-artifacts/mlflow',
          ModelRegistrationMode,
          WeeklyMaintenanceWindowStart: 'Tue:03:30',
        },
      },
    );
  });

  test('can go with its stack', () => {
    appWith({ removalPolicy: RemovalPolicy.DESTROY }).hasResource('AWS::SageMaker::MlflowApp', {
      DeletionPolicy: 'Delete',
    });
  });
});

describe('a server', () => {
  test('is small, of the newest version, and registers nothing by itself', () => {
    serverWith().hasResource('AWS::SageMaker::MlflowTrackingServer', {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: {
        TrackingServerName: 'acme-sales',
        TrackingServerSize: 'Small',
        MlflowVersion: Match.absent(),
        AutomaticModelRegistration: false,
        WeeklyMaintenanceWindowStart: Match.absent(),
      },
    });
  });

  test.each(['Small', 'Medium', 'Large'] as const)('can be %s, of a version, with registration', (size) => {
    serverWith({ size, mlflowVersion: '3.0', autoRegistration }).hasResourceProperties(
      'AWS::SageMaker::MlflowTrackingServer',
      { TrackingServerSize: size, MlflowVersion: '3.0', AutomaticModelRegistration: true },
    );
  });

  test('has an address that says partition, region and account', () => {
    const stack = new Stack(new App({ context }), 'stack', { env });
    const { trackingArn } = new TrackingServer(stack, 'Tracking', least);
    expect(JSON.stringify(stack.resolve(trackingArn))).toMatch(
      /"arn:",\{"Ref":"AWS::Partition"\},":sagemaker:eu-central-1:111122223333:mlflow-tracking-server\/",\{"Ref":"Tracking/,
    );
  });
});

test.each([
  ['/', 's3://acme-artifacts'],
  ['/mlflow', 's3://acme-artifacts/mlflow'],
  ['/teams/sales-1', 's3://acme-artifacts/teams/sales-1'],
])('the prefix %s makes the address %s, for both kinds', (prefix, ArtifactStoreUri) => {
  const store = { bucketName: 'acme-artifacts', prefix };
  appWith({ store }).hasResourceProperties('AWS::SageMaker::MlflowApp', { ArtifactStoreUri });
  serverWith({ store }).hasResourceProperties('AWS::SageMaker::MlflowTrackingServer', { ArtifactStoreUri });
});

test('the key of the bucket, and no other key, may be used', () => {
  const kmsKeyArn = 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555';
  const statement = Match.objectLike({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: kmsKeyArn });
  appWith({ store: { ...least.store, kmsKeyArn } }).hasResourceProperties('AWS::IAM::Role', {
    Policies: [{ PolicyDocument: { Statement: Match.arrayWith([statement]) } }],
  });
  expect(JSON.stringify(appWith())).not.toContain('kms:');
});

test('Studio may read the artifacts from its own origin, and no other page may', () => {
  expect(studioCors('d-abc').allowedOrigins).toEqual(['https://d-abc.sagemaker.aws']);
});

describe('refused, for both kinds', () => {
  const store = (prefix: string) => ({ store: { bucketName: 'acme-artifacts', prefix } });
  test.each<[string, Partial<TrackingAppProps>, RegExp]>([
    ['a prefix that runs into the bucket', store('mlflow/'), /prefix is "mlflow\/".*begins with "\/"/s],
    ['a prefix that ends in a slash', store('/mlflow/'), /prefix is "\/mlflow\/"/],
    ['an empty prefix', store(''), /prefix is ""/],
    ['an empty folder', store('/a//b'), /no empty or dotted folder/],
    ['a step up', store('/a/../b'), /no empty or dotted folder/],
    ['a wildcard, which a policy would take at its word', store('/*'), /prefix is "\/\*"/],
    ['an illegal name', { name: 'acme_sales' }, /named "acme_sales"/],
    ['a day that is none', { weeklyMaintenanceStart: 'Tuesday:03:30' }, /"Tuesday:03:30".*Tue:03:30/s],
    ['an hour that is none', { weeklyMaintenanceStart: 'Tue:24:00' }, /"Tue:24:00"/],
  ])('%s', (_what, props, message) => {
    expect(() => appWith(props)).toThrow(message);
    expect(() => serverWith(props)).toThrow(message);
  });
});
