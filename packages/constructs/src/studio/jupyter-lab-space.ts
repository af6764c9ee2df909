import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnSpace } from 'aws-cdk-lib/aws-sagemaker';
import type { Construct } from 'constructs';
import { studioName } from './studio-name.ts';

export interface JupyterLabSpaceProps {
  readonly spaceName: string;
  /** @default - `spaceName` */
  readonly displayName?: string;
  /** @default - the domain's */
  readonly instanceType?: string;
  /**
   * Size of the volume: from 5 to 16,384.
   *
   * @default - the domain's
   */
  readonly volumeGb?: number;
  /**
   * Script that runs as JupyterLab starts.
   *
   * @default - the domain's
   */
  readonly lifecycleConfigArn?: string;
  /**
   * Git addresses that Studio offers to clone.
   *
   * @default - the domain's
   */
  readonly codeRepositoryUrls?: readonly string[];
  /** @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE - the volume has files of people */
  readonly removalPolicy?: RemovalPolicy;
}

export interface SpacePlace {
  readonly domainId: string;
  readonly ownerUserProfileName: string;
  readonly sharingType: 'Private' | 'Shared';
}

export function jupyterLabSpace(
  scope: Construct,
  id: string,
  place: SpacePlace,
  props: JupyterLabSpaceProps,
): CfnSpace {
  const { instanceType, lifecycleConfigArn, volumeGb } = props;
  if (volumeGb !== undefined && !(Number.isInteger(volumeGb) && volumeGb >= 5 && volumeGb <= 16_384)) {
    throw new Error(`The space "${props.spaceName}" has a volume of ${volumeGb} GB. From 5 to 16384 is accepted.`);
  }
  const chosen = instanceType ?? lifecycleConfigArn;
  const space = new CfnSpace(scope, id, {
    domainId: place.domainId,
    spaceName: studioName('space name', props.spaceName),
    spaceDisplayName: props.displayName,
    ownershipSettings: { ownerUserProfileName: place.ownerUserProfileName },
    spaceSharingSettings: { sharingType: place.sharingType },
    spaceSettings: {
      appType: 'JupyterLab',
      jupyterLabAppSettings: {
        defaultResourceSpec: chosen === undefined ? undefined : { instanceType, lifecycleConfigArn },
        codeRepositories: props.codeRepositoryUrls?.map((repositoryUrl) => ({ repositoryUrl })),
      },
      spaceStorageSettings:
        volumeGb === undefined ? undefined : { ebsStorageSettings: { ebsVolumeSizeInGb: volumeGb } },
    },
  });
  space.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  return space;
}
