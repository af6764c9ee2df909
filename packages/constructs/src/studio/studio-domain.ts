import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import { CfnDomain } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { studioName } from './studio-name.ts';
import { type AppProps, codeEditorSettings, spaceApps } from './user-settings.ts';
import { type WebPortalProps, webPortalSettings } from './web-portal.ts';

export interface StudioDomainProps extends AppProps, WebPortalProps {
  /** Up to 63 letters, digits and inner dashes. AWS makes a new domain when it changes. */
  readonly domainName: string;
  readonly vpcId: string;
  /** Where apps run: private subnets, in at least two zones for resilience. */
  readonly subnetIds: readonly string[];
  /** Of the apps: one to three; they need TCP 8192 to 65535 among themselves. */
  readonly securityGroupIds: readonly string[];
  /** Role of people who have none of their own. */
  readonly executionRoleArn: string;
  /**
   * Role of shared spaces.
   *
   * @default - `executionRoleArn`
   */
  readonly spaceExecutionRoleArn?: string;
  /**
   * How people sign in: `IAM`, or `SSO` for Identity Center. AWS makes a new domain when it changes.
   *
   * @default 'IAM'
   */
  readonly authMode?: 'IAM' | 'SSO';
  /**
   * Key of home folders and volumes. AWS makes a new domain when it changes.
   *
   * @default - a key of AWS
   */
  readonly kmsKeyArn?: string;
  /**
   * Docker in local mode, with the images of this account and of these.
   *
   * @default - no Docker
   */
  readonly docker?: { readonly trustedAccounts?: readonly string[] };
  /**
   * Choice about home folders that whoever deletes the domain should state.
   *
   * CloudFormation itself always keeps the file system; only a call of DeleteDomain can delete it. So this is an output
   * of the stack and changes nothing else.
   *
   * @default 'Retain'
   */
  readonly homeEfsFileSystem?: 'Retain' | 'Delete';
  /** @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A Studio domain whose apps have no network but the VPC that they are given.
 *
 * Nothing of a notebook can be shared by its output. Files in `user-default-efs` outlive the space that they were made in.
 *
 * @stateful
 */
export class StudioDomain extends Construct {
  readonly domainId: string;
  readonly domainArn: string;
  readonly domainUrl: string;
  readonly homeEfsFileSystemId: string;
  /** Application in Identity Center to which people are assigned; for domains that sign in by `SSO`. */
  readonly signInApplicationArn: string;
  /** Between apps and the domain's own services; empty unless SageMaker manages it (RStudio). */
  readonly securityGroupIdForDomainBoundary: string;

  constructor(scope: Construct, id: string, props: StudioDomainProps) {
    super(scope, id);
    const domain = new CfnDomain(this, 'Resource', {
      domainName: studioName('domain name', props.domainName),
      authMode: props.authMode ?? 'IAM',
      appNetworkAccessType: 'VpcOnly',
      vpcId: props.vpcId,
      subnetIds: checkedSubnets(props.subnetIds),
      kmsKeyId: props.kmsKeyArn,
      tagPropagation: 'ENABLED',
      domainSettings: domainSettings(props),
      defaultUserSettings: defaultUserSettings(props),
      defaultSpaceSettings: {
        executionRole: props.spaceExecutionRoleArn ?? props.executionRoleArn,
        securityGroups: [...props.securityGroupIds],
        ...spaceApps(props),
      },
    });
    domain.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    new CfnOutput(this, 'HomeEfsFileSystemRetention', { value: props.homeEfsFileSystem ?? 'Retain' });
    this.domainId = domain.attrDomainId;
    this.domainArn = domain.attrDomainArn;
    this.domainUrl = domain.attrUrl;
    this.homeEfsFileSystemId = domain.attrHomeEfsFileSystemId;
    this.signInApplicationArn = domain.attrSingleSignOnApplicationArn;
    this.securityGroupIdForDomainBoundary = domain.attrSecurityGroupIdForDomainBoundary;
  }
}

function checkedSubnets(subnetIds: readonly string[]): string[] {
  if (subnetIds.length > 0) return [...subnetIds];
  throw new Error('The domain has no subnetIds. Private subnets in two zones or more are best.');
}

function domainSettings({ securityGroupIds, docker }: StudioDomainProps): CfnDomain.DomainSettingsProperty {
  if (securityGroupIds.length < 1 || securityGroupIds.length > 3) {
    throw new Error(`The domain has ${securityGroupIds.length} securityGroupIds. One to three are accepted.`);
  }
  const trusted = docker?.trustedAccounts ?? [];
  const wrong = trusted.find((account) => !/^\d{12}$/.test(account));
  if (wrong !== undefined) throw new Error(`docker.trustedAccounts has "${wrong}". An account is 12 digits.`);
  if (trusted.length > 20) throw new Error(`docker.trustedAccounts has ${trusted.length}. Up to 20 are accepted.`);
  return {
    securityGroupIds: [...securityGroupIds],
    dockerSettings: docker
      ? { enableDockerAccess: 'ENABLED', vpcOnlyTrustedAccounts: [...trusted] }
      : { enableDockerAccess: 'DISABLED' },
  };
}

function defaultUserSettings(props: StudioDomainProps): CfnDomain.UserSettingsProperty {
  return {
    executionRole: props.executionRoleArn,
    securityGroups: [...props.securityGroupIds],
    autoMountHomeEfs: 'Enabled',
    defaultLandingUri: 'studio::',
    studioWebPortal: 'ENABLED',
    studioWebPortalSettings: webPortalSettings(props),
    sharingSettings: { notebookOutputOption: 'Disabled' },
    codeEditorAppSettings: codeEditorSettings(props),
    ...spaceApps(props),
  };
}
