import { LifecycleConfiguration, StudioDomain, type StudioDomainProps } from '@atelier/constructs';
import type { PieceOf, Studio } from '@atelier/core';
import type { Site } from './builder.ts';
import { placeOfWork } from './network.ts';
import { startScript } from './start-script.ts';

/** The Studio domain as the file describes it. */
export function studioDomain({ studio, signIn }: PieceOf<'studio'>, site: Site, roleArn: string): StudioDomain {
  const { stack, workspace, needed } = site;
  const { limits } = workspace;
  const network = needed('network');
  return new StudioDomain(stack, 'Studio', {
    domainName: workspace.name,
    vpcId: network.network.vpcId,
    ...placeOfWork(network),
    executionRoleArn: roleArn,
    authMode: signIn.method === 'sso' ? 'SSO' : 'IAM',
    kmsKeyArn: needed('key').keyArn,
    homeEfsFileSystem: studio.homeFolders === 'keep' ? 'Retain' : 'Delete',
    instanceType: studio.instance,
    ...(limits.instances === null ? {} : { allowedInstanceTypes: limits.instances }),
    ...options(studio),
    ...scripts(site),
  });
}

function options({ idleStop, docker, image, disk, cloneRepository }: Studio): Partial<StudioDomainProps> {
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
    ...(disk === null ? {} : { spaceVolume: { defaultGb: disk.defaultGb, maximumGb: disk.maxGb } }),
    ...(cloneRepository === null ? {} : { codeRepositoryUrls: [cloneRepository] }),
  };
}

function scripts(site: Site): Partial<StudioDomainProps> {
  const script = startScript(site);
  if (script === null) return {};
  const of = (appType: 'JupyterLab' | 'CodeEditor') =>
    new LifecycleConfiguration(site.stack, `Start${appType}`, { namePrefix: site.workspace.name, appType, script });
  return {
    jupyterLabLifecycleConfigArns: [of('JupyterLab').lifecycleConfigArn],
    codeEditorLifecycleConfigArns: [of('CodeEditor').lifecycleConfigArn],
  };
}
