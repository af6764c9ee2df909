import { LifecycleConfiguration, StudioDomain, type StudioDomainProps } from '@atelier/constructs';
import type { Stack } from 'aws-cdk-lib';
import type { Ground } from './ground.ts';
import type { NetworkGround } from './network-stack.ts';
import { startScript } from './start-script.ts';

/** The Studio domain as the file describes it. */
export function studioDomain(stack: Stack, ground: Ground, network: NetworkGround, roleArn: string): StudioDomain {
  const { workspace } = ground;
  const { studio, signIn, limits } = workspace;
  return new StudioDomain(stack, 'Studio', {
    domainName: workspace.name,
    vpcId: network.network.vpcId,
    subnetIds: network.teamSubnetIds,
    securityGroupIds: [network.network.workSecurityGroupId],
    executionRoleArn: roleArn,
    authMode: signIn.method === 'sso' ? 'SSO' : 'IAM',
    kmsKeyArn: network.key.keyArn,
    homeEfsFileSystem: studio.homeFolders === 'keep' ? 'Retain' : 'Delete',
    instanceType: studio.instance,
    ...(limits.instances === null ? {} : { allowedInstanceTypes: limits.instances }),
    ...options(ground),
    ...scripts(stack, ground),
  });
}

function options({ workspace: { studio } }: Ground): Partial<StudioDomainProps> {
  const { idleStop, docker, image, cloneRepository } = studio;
  return {
    ...(idleStop === null
      ? {}
      : {
          idleStop: {
            afterMinutes: idleStop.afterMinutes,
            ...(idleStop.minMinutes === null ? {} : { minMinutes: idleStop.minMinutes }),
            ...(idleStop.maxMinutes === null ? {} : { maxMinutes: idleStop.maxMinutes }),
          },
        }),
    ...(docker.enabled ? { docker: { trustedAccounts: docker.trustedAccounts } } : {}),
    ...(image === null ? {} : { image: { imageName: image.name, appImageConfigName: image.appConfig } }),
    ...(cloneRepository === null ? {} : { codeRepositoryUrls: [cloneRepository] }),
  };
}

function scripts(stack: Stack, ground: Ground): Partial<StudioDomainProps> {
  const script = startScript(ground);
  if (script === null) return {};
  const of = (appType: 'JupyterLab' | 'CodeEditor') =>
    new LifecycleConfiguration(stack, `Start${appType}`, { namePrefix: ground.workspace.name, appType, script });
  return {
    jupyterLabLifecycleConfigArns: [of('JupyterLab').lifecycleConfigArn],
    codeEditorLifecycleConfigArns: [of('CodeEditor').lifecycleConfigArn],
  };
}
