import type { Narrowed } from '../access/narrowed.ts';

/**
 * Header of a request at a workspace's socket in the name of a person.
 *
 * Whoever reaches the socket owns the workspace; a request with it has the rights of that person, which are fewer.
 */
export const personHeader = 'atelier-person';

/** Header of the same request: limits inside of that person's rights, as `narrowedText` writes them. */
export const narrowedHeader = 'atelier-narrowed';

/** Header of a request at a workspace's socket from the code of a shared space: its project. */
export const sharedSpaceHeader = 'atelier-shared-space';

/** Limits as the value of a header. */
export function narrowedText({ scope, project }: Narrowed): string {
  return project === null ? scope : `${scope} ${project}`;
}

/** What `narrowedText` has written; whatever else stands there is nobody's right to anything. */
export function narrowedFrom(text: string): Narrowed {
  const [, scope, project = null] = /^(read|all)(?: ([a-z][a-z0-9-]*))?$/.exec(text) ?? [];
  return scope === undefined ? { scope: 'read', project: '' } : { scope: scope as Narrowed['scope'], project };
}
