import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnUserProfile } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { type JupyterLabSpaceProps, jupyterLabSpace } from './jupyter-lab-space.ts';
import { studioName } from './studio-name.ts';

export interface StudioPersonProps {
  readonly domainId: string;
  /** Up to 63 letters, digits and inner dashes. */
  readonly userProfileName: string;
  /** @default - the domain's */
  readonly executionRoleArn?: string;
  /**
   * Name in Identity Center, such as `ana@example.com`; for domains that sign in by `SSO`, and needed there.
   *
   * @default - the person signs in through IAM
   */
  readonly ssoUserName?: string;
  /**
   * A JupyterLab of their own.
   *
   * @default - none
   */
  readonly privateSpace?: Omit<JupyterLabSpaceProps, 'removalPolicy'>;
  /**
   * Of the profile and of the private space alike: AWS does not delete a profile whose space is there.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE - the space's volume has their files
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A person in a Studio domain, with a private space if wanted.
 *
 * AWS makes a new profile when its tags change, and cannot while the name is in use. So keep tags that change away from it:
 * `Tags.of(app).add(key, value, { excludeResourceTypes: ['AWS::SageMaker::UserProfile'] })`.
 *
 * @stateful
 */
export class StudioPerson extends Construct {
  readonly userProfileName: string;
  readonly userProfileArn: string;
  /** Null: no private space. */
  readonly spaceArn: string | null;

  constructor(scope: Construct, id: string, props: StudioPersonProps) {
    super(scope, id);
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
    const { domainId } = props;
    const profile = new CfnUserProfile(this, 'Resource', {
      domainId,
      userProfileName: studioName('user profile name', props.userProfileName),
      singleSignOnUserIdentifier: props.ssoUserName && 'UserName',
      singleSignOnUserValue: props.ssoUserName,
      userSettings: props.executionRoleArn ? { executionRole: props.executionRoleArn } : undefined,
    });
    profile.applyRemovalPolicy(removalPolicy);
    this.userProfileName = props.userProfileName;
    this.userProfileArn = profile.attrUserProfileArn;
    this.spaceArn = null;
    if (props.privateSpace) {
      const place = { domainId, ownerUserProfileName: props.userProfileName, sharingType: 'Private' as const };
      const space = jupyterLabSpace(this, 'Space', place, { ...props.privateSpace, removalPolicy });
      space.addResourceDependency(profile);
      this.spaceArn = space.attrSpaceArn;
    }
  }
}
