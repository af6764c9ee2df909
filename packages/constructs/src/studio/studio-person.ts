import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnUserProfile } from 'aws-cdk-lib/aws-sagemaker';
import { Construct } from 'constructs';
import { type JupyterLabSpaceProps, jupyterLabSpace } from './jupyter-lab-space.ts';
import { studioName } from './studio-name.ts';

/** A space's removal policy is that of its person. */
export type PrivateSpaceProps = Omit<JupyterLabSpaceProps, 'removalPolicy'>;

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
  readonly privateSpace?: PrivateSpaceProps;
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
  readonly #profile: CfnUserProfile;
  readonly #removalPolicy: RemovalPolicy;
  #spaceArn: string | null = null;

  constructor(scope: Construct, id: string, props: StudioPersonProps) {
    super(scope, id);
    this.#removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
    this.#profile = new CfnUserProfile(this, 'Resource', {
      domainId: props.domainId,
      userProfileName: studioName('user profile name', props.userProfileName),
      singleSignOnUserIdentifier: props.ssoUserName && 'UserName',
      singleSignOnUserValue: props.ssoUserName,
      userSettings: props.executionRoleArn ? { executionRole: props.executionRoleArn } : undefined,
    });
    this.#profile.applyRemovalPolicy(this.#removalPolicy);
    this.userProfileName = props.userProfileName;
    this.userProfileArn = this.#profile.attrUserProfileArn;
    if (props.privateSpace) this.addPrivateSpace(props.privateSpace);
  }

  /** Null: no private space. */
  get spaceArn(): string | null {
    return this.#spaceArn;
  }

  /** A JupyterLab of their own, for a person who has been made without one. */
  addPrivateSpace(props: PrivateSpaceProps): void {
    const { domainId, userProfileName } = this.#profile;
    const place = { domainId, ownerUserProfileName: userProfileName, sharingType: 'Private' as const };
    const space = jupyterLabSpace(this, 'Space', place, { ...props, removalPolicy: this.#removalPolicy });
    space.addResourceDependency(this.#profile);
    this.#spaceArn = space.attrSpaceArn;
  }
}
