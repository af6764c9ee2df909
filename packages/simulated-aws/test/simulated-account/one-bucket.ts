import { BaseCredentials, BootstrapEnvironments, Toolkit } from '@aws-cdk/toolkit-lib';
import { App, Stack } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';

/** A process that bootstraps an account, deploys a bucket, changes it and deletes it: the CDK's own code, unchanged. */
const place = { account: '123456789012', region: 'eu-central-1' };

function bucketIn(toolkit: Toolkit, status: 'Enabled' | 'Suspended') {
  return toolkit.fromAssemblyBuilder(async () => {
    const app = new App();
    new CfnBucket(new Stack(app, 'one-bucket', { env: place }), 'Bucket', { versioningConfiguration: { status } });
    return app.synth();
  });
}

const toolkit = new Toolkit({
  ioHost: { notify: async () => {}, requestResponse: async (asked) => asked.defaultResponse },
  sdkConfig: { baseCredentials: BaseCredentials.awsCliCompatible() },
});
await toolkit.bootstrap(BootstrapEnvironments.fromList([`aws://${place.account}/${place.region}`]), {});
const first = await bucketIn(toolkit, 'Enabled');
await toolkit.deploy(first);
const changed = await bucketIn(toolkit, 'Suspended');
const { 'one-bucket': difference } = await toolkit.diff(changed);
await toolkit.deploy(changed);
await toolkit.destroy(changed);
process.stdout.write(JSON.stringify({ changes: difference?.resources.differenceCount }));
