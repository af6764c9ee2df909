import { idTag, stackNames, workspaceTag } from '@atelier/aws';

/** Marks that tell the things of a workspace from everybody else's. */
export interface Ownership {
  readonly workspace: string;
  readonly account: string;
  readonly region: string;
  /**
   * StackId of its first stack, and of those that are gone and that it goes on from; when it is gone, those of the stacks
   * that were it and that AWS remembers. Empty: AWS remembers none.
   */
  readonly ids: readonly string[];
}

export type Tags = Readonly<Record<string, string>>;

/** Tags as most services list them. */
export function tagsOf(list: readonly { Key?: string | undefined; Value?: string | undefined }[] = []): Tags {
  return Object.fromEntries(list.map(({ Key = '', Value = '' }) => [Key, Value]));
}

/**
 * Why something is not the workspace's; null: it is.
 *
 * It is with the workspace's tag and its id. Without an id only what is owned is: a stack of the workspace holds it, or has
 * kept it, as it was made before there were ids, or AWS would make it anew for another tag; or what it belongs to is the
 * workspace's.
 */
export function whyNotOurs(tags: Tags, { workspace, ...ownership }: Ownership, isOwned: boolean): string | null {
  const [name, id] = [tags[workspaceTag], tags[idTag]];
  if (name === undefined) return `it has no tag ${workspaceTag}=${workspace}`;
  if (name !== workspace) return `its tag ${workspaceTag} is "${name}"`;
  if (id === undefined) return isOwned ? null : `it has no tag ${idTag}`;
  return isIdOf(id, { workspace, ...ownership }) ? null : `its tag ${idTag} is "${id}", which is another workspace's`;
}

/** Where AWS remembers no first stack any more, an id tells by itself of which name, account and region it was. */
function isIdOf(id: string, { workspace, account, region, ids }: Ownership): boolean {
  if (ids.length > 0) return ids.includes(id);
  const [, , service, ofRegion, ofAccount, resource = ''] = id.split(':');
  const isStack = service === 'cloudformation' && resource.startsWith(`stack/${stackNames.network(workspace)}/`);
  return isStack && ofRegion === region && ofAccount === account;
}

/** Something that is named as if it were the workspace's, and is not. */
export interface NotOurs {
  /** Such as `endpoint acme--sales--daily`. */
  readonly id: string;
  /** Such as `it has no tag atelier:workspace=acme`. */
  readonly why: string;
}

/** Whether an ARN is that of one of some roles of the account, by their names. */
export function isRoleOf(roles: ReadonlySet<string>, account: string, arn = ''): boolean {
  const [, , , , ofAccount, role = ''] = arn.split(':');
  return ofAccount === account && roles.has(role.split('/').at(-1) ?? '');
}

/** Whether somebody says that it is another workspace's: nobody takes that for this one's. */
export function isAnothers(tags: Tags, { workspace }: Ownership): boolean {
  return tags[workspaceTag] !== undefined && tags[workspaceTag] !== workspace;
}
