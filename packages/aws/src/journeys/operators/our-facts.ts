import { arnOf } from '../../access/policy-ground.ts';
import { idTag, workspaceTag } from '../../layout/workspace-tags.ts';
import { domainTag } from '../../rights/destroy-statements.ts';
import type { RightsGround } from '../../rights/rights-ground.ts';

type Facts = Readonly<Record<string, string>>;

/** Facts of what carries the tags of the workspace. */
export function ours({ names, deployed }: RightsGround): Facts {
  const tags = { [workspaceTag]: names.workspace, [idTag]: deployed.id ?? '' };
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}

/** Facts of what SageMaker makes for the domain of the workspace. */
export function ofDomain(ground: RightsGround): Facts {
  return { [`aws:ResourceTag/${domainTag}`]: arnOf(ground, 'sagemaker', `domain/${ground.ids.domain}`) };
}
