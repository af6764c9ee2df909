import {
  GetNamespaceCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-redshift-serverless';
import { AddTagsCommand, DeleteTagsCommand } from '@aws-sdk/client-sagemaker';
import type { AccountClients } from '../read/account-clients.ts';
import { look } from '../read/look.ts';
import type { Tags } from '../read/ownership.ts';
import { readTags } from '../read/read-tags.ts';
import type { LateTagged } from './late-tagged.ts';

export interface TagChange {
  readonly give: Tags;
  /** Taken away where they have these very values; others are somebody else's. */
  readonly take: Tags;
}

/** Limit of things asked about at once. */
const atOnce = 8;

/** Changes tags of things by the calls of their services; what has them already, and what is not there, is left alone. */
export async function changeTags(
  things: readonly LateTagged[],
  change: TagChange,
  clients: AccountClients,
): Promise<void> {
  if (Object.keys({ ...change.give, ...change.take }).length === 0) return;
  for (let next = 0; next < things.length; next += atOnce) {
    await Promise.all(things.slice(next, next + atOnce).map((thing) => changeOne(thing, change, clients)));
  }
}

async function changeOne(thing: LateTagged, { give, take }: TagChange, clients: AccountClients): Promise<void> {
  const tagged = await (thing.kind === 'studio' ? inStudio(thing.arn, clients) : warehouse(thing.namespace, clients));
  if (tagged === undefined) return;
  const { tags } = tagged;
  const given = Object.entries(give).filter(([key, value]) => tags[key] !== value);
  const taken = Object.keys(take).filter((key) => tags[key] !== undefined && tags[key] === take[key]);
  if (given.length > 0) await tagged.give(given);
  if (taken.length > 0) await tagged.take(taken);
}

/** Something with its tags; undefined: it is not there. */
interface Tagged {
  readonly tags: Tags;
  readonly give: (tags: readonly (readonly [string, string])[]) => Promise<unknown>;
  readonly take: (keys: string[]) => Promise<unknown>;
}

async function inStudio(ResourceArn: string, { sageMaker }: AccountClients): Promise<Tagged | undefined> {
  const tags = await readTags(ResourceArn, sageMaker);
  if (tags === undefined) return undefined;
  return {
    tags,
    give: (given) => {
      const Tags = given.map(([Key, Value]) => ({ Key, Value }));
      return sageMaker.send(new AddTagsCommand({ ResourceArn, Tags }));
    },
    take: (TagKeys) => sageMaker.send(new DeleteTagsCommand({ ResourceArn, TagKeys })),
  };
}

async function warehouse(namespaceName: string, { warehouses }: AccountClients): Promise<Tagged | undefined> {
  const found = await look(warehouses.send(new GetNamespaceCommand({ namespaceName })));
  const resourceArn = found?.namespace?.namespaceArn;
  if (resourceArn === undefined) return undefined;
  const { tags = [] } = await warehouses.send(new ListTagsForResourceCommand({ resourceArn }));
  return {
    tags: Object.fromEntries(tags.map(({ key = '', value = '' }) => [key, value])),
    give: (given) => {
      const added = given.map(([key, value]) => ({ key, value }));
      return warehouses.send(new TagResourceCommand({ resourceArn, tags: added }));
    },
    take: (tagKeys) => warehouses.send(new UntagResourceCommand({ resourceArn, tagKeys })),
  };
}
