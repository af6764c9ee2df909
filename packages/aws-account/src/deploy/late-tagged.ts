import { isTaggedByCall } from '@atelier/aws';
import { resourceSchema, type StackTemplate } from '@atelier/cloudformation';
import { type Tags, tagsOf } from '../read/ownership.ts';

/** Something that gets the tags of the file by a call of its service, and how that service knows it. */
export type LateTagged =
  | { readonly kind: 'studio'; readonly arn: string }
  | { readonly kind: 'warehouse'; readonly namespace: string };

export interface StudioPlace {
  /** Id of the Studio domain; undefined: there is none yet. */
  readonly domain: string | undefined;
  /** Beginning of the ARNs of SageMaker in the region and account. */
  readonly arns: string;
}

type Resource = StackTemplate['template']['Resources'][string];

/** All that templates hold of such things. */
export function lateTagged(templates: readonly StackTemplate[], place: StudioPlace): readonly LateTagged[] {
  return resourcesOf(templates).flatMap((resource) => known(resource, place) ?? []);
}

function known({ Type, Properties = {} }: Resource, { domain, arns }: StudioPlace): LateTagged | null {
  if (!isTaggedByCall(Type)) return null;
  if (Type === 'AWS::RedshiftServerless::Namespace')
    return { kind: 'warehouse', namespace: String(Properties.NamespaceName) };
  if (Type === 'AWS::SageMaker::StudioLifecycleConfig')
    return { kind: 'studio', arn: `${arns}:studio-lifecycle-config/${Properties.StudioLifecycleConfigName}` };
  if (domain === undefined) return null;
  return {
    kind: 'studio',
    arn:
      Type === 'AWS::SageMaker::Domain'
        ? `${arns}:domain/${domain}`
        : `${arns}:user-profile/${domain}/${Properties.UserProfileName}`,
  };
}

/**
 * Tags that a deployed file had and the file of today has not: of each stack those that all of its other things have in
 * common, as templates give them these.
 */
export function formerTags(deployed: readonly StackTemplate[], today: Tags): Tags {
  const former = deployed.flatMap((stack) => Object.entries(inCommon(stack)));
  return Object.fromEntries(former.filter(([key]) => !key.startsWith('atelier:') && !Object.hasOwn(today, key)));
}

function inCommon(stack: StackTemplate): Tags {
  const [first = {}, ...others] = resourcesOf([stack]).flatMap((resource) => {
    const tags = tagsIn(resource);
    return tags === null ? [] : [tags];
  });
  const shared = Object.entries(first).filter(([key, value]) => others.every((tags) => tags[key] === value));
  return Object.fromEntries(shared);
}

/** Null: it has no tags, or not those of the file. */
function tagsIn({ Type, Properties = {} }: Resource): Tags | null {
  const property = resourceSchema(Type)?.tagProperty ?? null;
  if (property === null || isTaggedByCall(Type)) return null;
  const given = Properties[property];
  return Array.isArray(given) ? tagsOf(given) : ((given ?? {}) as Tags);
}

function resourcesOf(templates: readonly StackTemplate[]): readonly Resource[] {
  return templates.flatMap(({ template }) => Object.values(template.Resources));
}
