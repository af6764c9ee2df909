import type { World } from '@atelier/simulated-aws';

/** Puts an app into the first space of the account, or into the first profile where it has no space; it runs. */
export function putRunningApp({ resources, clock, partition, region, account }: World): void {
  const [space] = resources.list('AWS::SageMaker::Space');
  const [profile] = resources.list('AWS::SageMaker::UserProfile');
  const owner = space ?? profile;
  if (owner === undefined) throw new Error('Nobody has a profile.');
  const { DomainId = '', SpaceName, UserProfileName } = owner.properties;
  const [member, name] =
    space === undefined ? (['UserProfileName', UserProfileName] as const) : (['SpaceName', SpaceName] as const);
  const named = { DomainId, [member]: String(name), AppType: 'JupyterLab', AppName: 'default' };
  const properties = { ...named, ResourceSpec: { InstanceType: 'ml.t3.medium' } };
  const AppArn = `arn:${partition}:sagemaker:${region}:${account}:app/${DomainId}/${name}/jupyterlab/default`;
  resources.put({
    ...{ type: 'AWS::SageMaker::App', id: AppArn, properties, attributes: { AppArn }, status: 'InService' },
    ...{ stack: null, logicalId: null, createdMs: clock.nowMs(), madeBy: null },
  });
}
