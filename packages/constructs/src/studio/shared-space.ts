import { Construct } from 'constructs';
import { type JupyterLabSpaceProps, jupyterLabSpace } from './jupyter-lab-space.ts';

export interface SharedSpaceProps extends JupyterLabSpaceProps {
  readonly domainId: string;
  /** Profile that AWS names as the owner; it must exist before the space. */
  readonly ownerUserProfileName: string;
}

/**
 * A JupyterLab that everybody in the domain may open, as far as their roles let them.
 *
 * It runs as the domain's role for shared spaces, not as the role of whoever opens it.
 *
 * @stateful
 */
export class SharedSpace extends Construct {
  readonly spaceName: string;
  readonly spaceArn: string;

  constructor(scope: Construct, id: string, props: SharedSpaceProps) {
    super(scope, id);
    const { domainId, ownerUserProfileName } = props;
    const space = jupyterLabSpace(this, 'Resource', { domainId, ownerUserProfileName, sharingType: 'Shared' }, props);
    this.spaceName = props.spaceName;
    this.spaceArn = space.attrSpaceArn;
  }
}
