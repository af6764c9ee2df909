import { workspaceTag } from '../layout/workspace-tags.ts';
import { deny, type IamStatement } from './policy.ts';
import type { PolicyGround } from './policy-ground.ts';

/** Tags by which whatever is made at run time is known to be this workspace's. */
export function ourTags({ names }: Pick<PolicyGround, 'names'>): Readonly<Record<string, string>> {
  return { [workspaceTag]: names.workspace };
}

/**
 * Whoever makes something gives it our tags; in Studio the domain does. Spaces and apps are the domain's and versions are
 * their group's, which have them: these take none of their own (API reference of CreateModelPackage), or none are asked.
 */
export function tagWhatIsMade(ground: PolicyGround, calls: readonly string[]): IamStatement[] {
  return Object.entries(ourTags(ground)).map(([key, value], index) =>
    deny(
      `TagWhatIsMade${index + 1}`,
      calls.map((call) => `sagemaker:${call}`),
      ['*'],
      { StringNotEquals: { [`aws:RequestTag/${key}`]: value } },
    ),
  );
}

/** Denies adding our tags with other values: what carries another workspace's tag would be taken for its. */
export function keepOurTags(ground: PolicyGround): IamStatement[] {
  return Object.entries(ourTags(ground)).map(([key, value], index) => {
    const tag = `aws:RequestTag/${key}`;
    return deny(`KeepTags${index + 1}`, ['sagemaker:AddTags'], ['*'], {
      Null: { [tag]: 'false' },
      StringNotEquals: { [tag]: value },
    });
  });
}
