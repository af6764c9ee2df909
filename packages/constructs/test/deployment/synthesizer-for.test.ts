import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { type SynthesizerInputs, synthesizerFor } from '../../src/deployment/synthesizer-for.ts';

const arn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

test.each<SynthesizerInputs>([{}, { qualifier: null, deployRoleArn: null, lookupRoleArn: undefined }])(
  'the CDK keeps its own when nothing is given: %o',
  (inputs) => {
    expect(synthesizerFor(inputs)).toBeUndefined();
  },
);

test('the qualifier and the five roles reach the deployment', () => {
  const app = new App();
  const synthesizer = synthesizerFor({
    qualifier: 'ml',
    cloudFormationExecutionRole: arn('execution'),
    deployRoleArn: arn('deploy'),
    fileAssetPublishingRoleArn: arn('files'),
    imageAssetPublishingRoleArn: arn('images'),
    lookupRoleArn: arn('lookup'),
  });
  const env = { account: '111122223333', region: 'eu-central-1' };
  new CfnResource(new Stack(app, 'stack', { synthesizer, env }), 'Topic', { type: 'AWS::SNS::Topic' });
  const { assumeRoleArn, cloudFormationExecutionRoleArn, lookupRole, stackTemplateAssetObjectUrl } = app
    .synth()
    .getStackByName('stack');
  expect({ assumeRoleArn, cloudFormationExecutionRoleArn, lookup: lookupRole?.arn }).toEqual({
    assumeRoleArn: arn('deploy'),
    cloudFormationExecutionRoleArn: arn('execution'),
    lookup: arn('lookup'),
  });
  expect(stackTemplateAssetObjectUrl).toContain('cdk-ml-assets-111122223333-eu-central-1');
});

test('one role alone leaves the rest as the CDK has it', () => {
  const app = new App();
  const synthesizer = synthesizerFor({ qualifier: null, deployRoleArn: arn('deploy') });
  new CfnResource(new Stack(app, 'stack', { synthesizer }), 'Topic', { type: 'AWS::SNS::Topic' });
  const { assumeRoleArn, cloudFormationExecutionRoleArn } = app.synth().getStackByName('stack');
  expect(assumeRoleArn).toBe(arn('deploy'));
  expect(cloudFormationExecutionRoleArn).toContain('cdk-hnb659fds-cfn-exec-role');
});
