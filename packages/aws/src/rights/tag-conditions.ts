import type { Conditions } from '../access/policy.ts';
import { idTag, workspaceTag } from '../layout/workspace-tags.ts';
import type { RightsGround } from './rights-ground.ts';

/** The tags of a workspace as conditions; the id is asked for as soon as it is known. */
export interface TagConditions {
  /** The thing asked for carries the tags. */
  readonly carried: Conditions;
  /** It carries them, or none: what AWS makes by itself, or has not tagged yet. */
  readonly notAnothers: Conditions;
  /** The thing made gets no tag of another workspace, and is made in nothing of another. */
  readonly given: Conditions;
  /** The thing made gets no tag of another workspace; AWS does not say what it is made in. */
  readonly givenAnywhere: Conditions;
  /** The thing that gets the workspace's tag has it, or has none: another's is not replaced. */
  readonly firstTags: Conditions;
  /** Further tags go to what carries the workspace's already, which stays as it is. */
  readonly furtherTags: Conditions;
}

export function tagConditions({ workspace, deployed }: RightsGround): TagConditions {
  const tags = { [workspaceTag]: workspace.name, ...(deployed.id === null ? {} : { [idTag]: deployed.id }) };
  const on = (kind: 'ResourceTag' | 'RequestTag', some: Readonly<Record<string, string>> = tags) =>
    Object.fromEntries(Object.entries(some).map(([key, value]) => [`aws:${kind}/${key}`, value]));
  return {
    carried: { StringEquals: on('ResourceTag') },
    notAnothers: { StringEqualsIfExists: on('ResourceTag') },
    given: { StringEqualsIfExists: { ...on('RequestTag'), ...on('ResourceTag') } },
    givenAnywhere: { StringEqualsIfExists: on('RequestTag') },
    firstTags: {
      StringEquals: on('RequestTag', { [workspaceTag]: workspace.name }),
      StringEqualsIfExists: on('ResourceTag'),
    },
    // Of what was made before it had an id, the id is the further tag: it is not asked for here.
    furtherTags: {
      StringEquals: on('ResourceTag', { [workspaceTag]: workspace.name }),
      StringEqualsIfExists: on('RequestTag'),
    },
  };
}
