import { onAws, stackNames } from '@atelier/aws';
import { regionNamed } from '@atelier/aws-regions';
import type { StackTemplate } from '@atelier/cloudformation';
import type { Workspace } from '@atelier/core';
import { awsProblem } from '../read/aws-problem.ts';
import { changeTags, type TagChange } from './change-tags.ts';
import type { CheckedAccount } from './check-account.ts';
import { formerTags, lateTagged } from './late-tagged.ts';

export interface ToTag {
  readonly workspace: Workspace;
  readonly templates: readonly StackTemplate[];
  readonly checked: CheckedAccount;
}

interface Outputs {
  readonly stacks: readonly { readonly stackName: string; readonly outputs: Readonly<Record<string, string>> }[];
}

/**
 * Deploys, and sees that what CloudFormation cannot tag anew has the tags of the file.
 *
 * Tags that have left the file go first: what they were is in the templates that are deployed now, and nowhere afterwards.
 *
 * @throws Problem when AWS refuses it; deploying again goes on from there
 */
export async function withLateTags<Deployed extends Outputs>(
  { workspace, templates, checked }: ToTag,
  deploying: () => Promise<Deployed>,
): Promise<Deployed> {
  const { account, clients, deployed } = checked;
  const { tags } = onAws(workspace).aws;
  const partition = regionNamed(account.region)?.partition ?? 'aws';
  const arns = `arn:${partition}:sagemaker:${account.region}:${account.account}`;
  const change = async (of: readonly StackTemplate[], domain: string | undefined, what: TagChange, state: string) => {
    try {
      await changeTags(lateTagged(of, { domain, arns }), what, clients);
    } catch (error) {
      const doing = 'changing the tags of Studio, its profiles and scripts, and of warehouses to those of aws.tags';
      throw awsProblem(error, doing, state);
    }
  };
  const domainThen = account.domains.find(({ isOurs }) => isOurs)?.id;
  const former = { give: {}, take: formerTags(deployed, tags) };
  await change(deployed, domainThen, former, 'No stack was changed; some tags that left the file may be gone.');
  const done = await deploying();
  const { outputs } = done.stacks.find(({ stackName }) => stackName === stackNames.foundation(workspace.name)) ?? {};
  const state = 'Every stack is deployed; some things lack tags of the file.';
  await change(templates, outputs?.DomainId ?? domainThen, { give: tags, take: {} }, state);
  return done;
}
