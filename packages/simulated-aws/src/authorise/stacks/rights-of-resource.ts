import { roleTakers } from '../../kinds/relations/role-takers.ts';
import { takenRoles } from '../../kinds/relations/taken-roles.ts';
import type { JsonMap, StoredResource, WireJson } from '../../world/resource-store.ts';
import { type Tag, tagsIn } from '../../world/tags.ts';
import type { World } from '../../world/world.ts';
import { type AskedRight, factsOf } from '../asked-right.ts';
import { type Handler, handlers } from './handlers.ts';
import { readers } from './readers.ts';

export type StackVerb = 'create' | 'update' | 'remove' | 'import' | 'tag';

/** A resource of a stack that is to be made, changed, removed, read to take it over, or given the stack's tags. */
export interface StackWork {
  readonly verb: StackVerb;
  readonly type: string;
  readonly logicalId: string;
  /** Properties as asked for; of what is removed, as they are. */
  readonly properties: JsonMap;
  /** What is there already; undefined: nothing is. */
  readonly there: StoredResource | undefined;
}

/** Rights that CloudFormation needs for a piece of work; undefined: of the type nothing is known. */
export function rightsOfResource(work: StackWork, stack: string, world: World): readonly AskedRight[] | undefined {
  const handler =
    handlers[work.type] ??
    (work.type.startsWith('Custom::') ? handlers['AWS::CloudFormation::CustomResource'] : undefined);
  if (handler === undefined) return work.type === 'AWS::CDK::Metadata' ? [] : undefined;
  // A key has no policy before it is made, and IAM is asked for all.
  const isNewKey = work.type === 'AWS::KMS::Key' && work.verb === 'create';
  const resource = isNewKey ? '*' : arnOf(handler, work, stack, world);
  const tags = tagsOf((namedBy(resource, world) ?? work.there)?.properties ?? {});
  const gives = work.verb === 'create' ? given(work) : [];
  if (work.verb === 'import') return readers[work.type]?.map((action) => ({ action, resource, tags }));
  if (work.verb === 'tag') return handler.tag.map((action) => ({ action, resource, tags, gives: given(work) }));
  const { PermissionsBoundary } = work.properties;
  const facts = work.type === 'AWS::IAM::Role' ? factsOf({ 'iam:PermissionsBoundary': PermissionsBoundary }) : {};
  const isTagged = gives.length > 0 && !isNewKey;
  return [
    // What comes after the making finds the tags that it was made with.
    ...handler[work.verb].map((action, place) =>
      place === 0 || work.verb !== 'create'
        ? { action, resource, tags, gives, facts }
        : { action, resource, tags: gives },
    ),
    ...(isTagged ? handler.tag.map((action) => ({ action, resource, gives })) : []),
    ...(work.verb === 'remove' ? [] : passedRoles(work)),
  ];
}

/** CloudFormation's own tags need no right. */
function given({ properties }: StackWork): readonly Tag[] {
  return tagsOf(properties).filter(({ Key }) => !Key.startsWith('aws:'));
}

function tagsOf(properties: JsonMap): readonly Tag[] {
  return tagsIn(properties.Tags);
}

/** The thing whose id an ARN ends with, such as the route table of an association. */
function namedBy(arn: string, { resources }: World): StoredResource | undefined {
  return resources.list().find(({ id }) => arn === id || arn.endsWith(`/${id}`) || arn.endsWith(`:${id}`));
}

/** A name that nobody has written is made of those of the stack and the resource, and a random end. */
function arnOf({ on }: Handler, work: StackWork, stack: string, { partition, region, account }: World): string {
  const { properties, there, logicalId } = work;
  const places: JsonMap = {
    ...{ ...there?.attributes, ...there?.properties, ...properties },
    ...(there === undefined ? {} : { id: there.id }),
    ...{ Region: region, Account: account },
  };
  const defaults: JsonMap = { Path: '/' };
  const filled = on.replace(/\{([\w.]+)\}/g, (_, path: string) => {
    const value = path.split('.').reduce<WireJson | undefined>((part, key) => own(part, key), places) ?? defaults[path];
    const first = Array.isArray(value) ? value[0] : value;
    if (typeof first === 'string') return first;
    return path.endsWith('Name') && there === undefined ? `${stack}-${logicalId}-000000000000` : '*';
  });
  return filled.startsWith('arn:') ? filled : `arn:${partition}:${filled}`;
}

function own(part: WireJson | undefined, key: string): WireJson | undefined {
  return typeof part === 'object' && part !== null && !Array.isArray(part) ? (part as JsonMap)[key] : undefined;
}

/** Roles that a resource is given have to be handed on. */
function passedRoles({ type, properties }: StackWork): readonly AskedRight[] {
  const [service = ''] = roleTakers[type]?.principals ?? [];
  return takenRoles(type, properties).map((resource) => ({
    action: 'iam:PassRole',
    resource,
    facts: { 'iam:PassedToService': service },
  }));
}
