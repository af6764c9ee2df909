import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { SparkApplication, type SparkApplicationProps } from '../../src/compute/spark-application.ts';

/** Refuses what the resource schemas refuse. */
const context = { '@aws-cdk/core:validateAgainstDefaultRules': true };
const kmsKeyArn = 'arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555';
const least: SparkApplicationProps = {
  name: 'acme-spark',
  subnetIds: ['subnet-0a1b2c3d4e5f60718'],
  securityGroupIds: ['sg-0a1b2c3d4e5f60718'],
};

function sparkWith(props: Partial<SparkApplicationProps> = {}): Template {
  const stack = new Stack(new App({ context }), 'stack');
  new SparkApplication(stack, 'Spark', { ...least, ...props });
  return Template.fromStack(stack);
}

describe('Spark', () => {
  test('runs in the network that it is given, stops when quiet and has a limit', () => {
    sparkWith().hasResourceProperties('AWS::EMRServerless::Application', {
      Name: 'acme-spark',
      Type: 'SPARK',
      ReleaseLabel: 'emr-7.13.0',
      Architecture: 'ARM64',
      NetworkConfiguration: { SubnetIds: least.subnetIds, SecurityGroupIds: least.securityGroupIds },
      MaximumCapacity: { Cpu: '64 vCPU', Memory: '256 GB', Disk: '1000 GB' },
      AutoStopConfiguration: { Enabled: true, IdleTimeoutMinutes: 15 },
      InteractiveConfiguration: { LivyEndpointEnabled: false, StudioEnabled: false },
      ImageConfiguration: Match.absent(),
    });
  });

  test('logs to the account alone, with the key of the account', () => {
    const template = sparkWith({ kmsKeyArn, logDays: 30 });
    const LogGroupName = '/aws/emr-serverless/acme-spark';
    template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName, KmsKeyId: kmsKeyArn, RetentionInDays: 30 });
    template.hasResourceProperties('AWS::EMRServerless::Application', {
      MonitoringConfiguration: {
        ManagedPersistenceMonitoringConfiguration: { Enabled: false },
        CloudWatchLoggingConfiguration: { Enabled: true, LogGroupName },
      },
    });
  });

  test('can be another release, machine, size and image, with sessions for notebooks', () => {
    const imageUri = '111122223333.dkr.ecr.eu-central-1.amazonaws.com/spark:1';
    sparkWith({
      ...{ releaseLabel: 'emr-7.12.0', architecture: 'X86_64', autoStopMinutes: 5, imageUri, livyEndpoint: true },
      maximumCapacity: { vCpus: 8, memoryGb: 32, diskGb: 100 },
    }).hasResourceProperties('AWS::EMRServerless::Application', {
      ReleaseLabel: 'emr-7.12.0',
      Architecture: 'X86_64',
      MaximumCapacity: { Cpu: '8 vCPU', Memory: '32 GB', Disk: '100 GB' },
      AutoStopConfiguration: { IdleTimeoutMinutes: 5 },
      ImageConfiguration: { ImageUri: imageUri },
      InteractiveConfiguration: { LivyEndpointEnabled: true },
    });
  });
});

describe('refused', () => {
  test.each<[string, Partial<SparkApplicationProps>, RegExp]>([
    [
      'a public image',
      { imageUri: 'public.ecr.aws/emr-serverless/spark/emr-7.13.0' },
      /public\.ecr\.aws.*private ECR/s,
    ],
    ['an image of another registry', { imageUri: 'docker.io/library/spark' }, /docker\.io.*private ECR/s],
    ['an image that only looks private', { imageUri: 'evil.example/x.dkr.ecr.y' }, /private ECR/],
    ['an old release', { releaseLabel: 'emr-6.15.0' }, /"emr-6.15.0".*emr-7/s],
    ['no release', { releaseLabel: 'latest' }, /releaseLabel is "latest"/],
    ['a stop at once', { autoStopMinutes: 0 }, /autoStopMinutes is 0/],
    ['a stop after weeks', { autoStopMinutes: 10_081 }, /autoStopMinutes is 10081/],
    ['no subnet', { subnetIds: [] }, /no subnetIds/],
    ['no security group', { securityGroupIds: [] }, /no securityGroupIds/],
    ['half a CPU', { maximumCapacity: { vCpus: 0.5, memoryGb: 2, diskGb: 20 } }, /vCpus 0.5/],
  ])('%s', (_what, props, message) => {
    expect(() => sparkWith(props)).toThrow(message);
  });
});
