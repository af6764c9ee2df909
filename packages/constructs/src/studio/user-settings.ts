import { Aws } from 'aws-cdk-lib';
import type { CfnDomain } from 'aws-cdk-lib/aws-sagemaker';
import { type IdleStop, idleSettings } from './idle-settings.ts';

/** An image of this account, and the configuration that tells how it is run. */
export interface CustomImage {
  readonly imageName: string;
  readonly appImageConfigName: string;
  /** @default - the newest version at the time an app starts */
  readonly imageVersionNumber?: number;
}

export interface VolumeSize {
  readonly defaultGb: number;
  /** Most that people may choose. */
  readonly maximumGb: number;
}

/** Settings that JupyterLab and Code Editor begin with; the same in private and in shared spaces. */
export interface AppProps {
  /**
   * When quiet apps are stopped.
   *
   * @default - never: idle shutdown is switched off
   */
  readonly idleStop?: IdleStop;
  /** @default - chosen by Studio */
  readonly instanceType?: string;
  /**
   * What JupyterLab and Code Editor start with unless people choose, and a kernel of the same name. Assumed: its configuration
   * holds for both apps.
   *
   * @default - SageMaker Distribution only
   */
  readonly image?: CustomImage;
  /**
   * Scripts that people may choose for JupyterLab; the first one runs unless they choose.
   *
   * @default - none
   */
  readonly jupyterLabLifecycleConfigArns?: readonly string[];
  /**
   * Scripts that people may choose for Code Editor; the first one runs unless they choose.
   *
   * @default - none
   */
  readonly codeEditorLifecycleConfigArns?: readonly string[];
  /**
   * Git addresses that Studio offers to clone.
   *
   * @default - none
   */
  readonly codeRepositoryUrls?: readonly string[];
  /** @default - 5 GB, and as much as people want */
  readonly spaceVolume?: VolumeSize;
}

/** Settings of the apps that private and shared spaces have in common. */
export interface SpaceApps {
  readonly jupyterLabAppSettings: CfnDomain.JupyterLabAppSettingsProperty;
  readonly kernelGatewayAppSettings?: CfnDomain.KernelGatewayAppSettingsProperty;
  readonly spaceStorageSettings?: CfnDomain.DefaultSpaceStorageSettingsProperty;
}

export function spaceApps(props: AppProps): SpaceApps {
  const images = props.image && [props.image];
  return {
    jupyterLabAppSettings: {
      ...started(props, props.jupyterLabLifecycleConfigArns),
      customImages: images,
      codeRepositories: props.codeRepositoryUrls?.map((repositoryUrl) => ({ repositoryUrl })),
    },
    kernelGatewayAppSettings: images && { customImages: images },
    spaceStorageSettings: props.spaceVolume && volumes(props.spaceVolume),
  };
}

function volumes({ defaultGb, maximumGb }: VolumeSize): CfnDomain.DefaultSpaceStorageSettingsProperty {
  if (![defaultGb, maximumGb].every(Number.isInteger) || defaultGb < 5 || maximumGb < defaultGb || maximumGb > 16_384) {
    throw new Error(
      `spaceVolume has defaultGb ${defaultGb} and maximumGb ${maximumGb}. From 5 to 16384 is accepted, the default up to the maximum.`,
    );
  }
  return { defaultEbsStorageSettings: { defaultEbsVolumeSizeInGb: defaultGb, maximumEbsVolumeSizeInGb: maximumGb } };
}

function imageArn({ imageName }: CustomImage): string {
  return `arn:${Aws.PARTITION}:sagemaker:${Aws.REGION}:${Aws.ACCOUNT_ID}:image/${imageName}`;
}

export function codeEditorSettings(props: AppProps): CfnDomain.CodeEditorAppSettingsProperty {
  return {
    ...started(props, props.codeEditorLifecycleConfigArns),
    customImages: props.image && [props.image],
  };
}

function started({ idleStop, instanceType, image }: AppProps, lifecycleConfigArns: readonly string[] = []) {
  const [lifecycleConfigArn] = lifecycleConfigArns;
  // A list alone offers an image; what starts by itself is the default of the app.
  const sageMakerImageArn = image && imageArn(image);
  const chosen = instanceType ?? lifecycleConfigArn ?? sageMakerImageArn;
  return {
    appLifecycleManagement: { idleSettings: idleSettings(idleStop) },
    defaultResourceSpec: chosen === undefined ? undefined : { instanceType, lifecycleConfigArn, sageMakerImageArn },
    lifecycleConfigArns: lifecycleConfigArn === undefined ? undefined : [...lifecycleConfigArns],
  };
}
