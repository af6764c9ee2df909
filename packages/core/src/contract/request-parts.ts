import * as z from 'zod';
import type { Resource } from '../access/resource.ts';

/** The parameters of a route without any, and the body of one that says all by its path. */
export const nothing: z.ZodType<Readonly<Record<string, never>>> = z.strictObject({});

/**
 * A name in a path. Whether something is called so is said by whoever serves the route; what could lead elsewhere as a part
 * of a path or a text is no name at all.
 */
const nameInPath = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u, {
  error: 'expected a name of 1 to 64 letters, digits, - _ and ., beginning with a letter or digit',
});

export const projectParams = z.strictObject({ project: nameInPath });
export const flowParams = z.strictObject({ project: nameInPath, flow: nameInPath });

const personInPath = z
  .string()
  .regex(/^[a-z0-9][a-z0-9@._+-]{0,62}[a-z0-9]$/, { error: 'expected the name of a person' });

export const spaceParams = z.strictObject({ person: personInPath, project: nameInPath });

export function privateSpaceOf({ person, project }: z.output<typeof spaceParams>): Resource {
  return { kind: 'private-space', person, inProject: project };
}

/** A space of a project: of one person, or of all members. */
export const spaceOf = z.strictObject({ person: personInPath.nullable(), project: nameInPath });

export function sharedSpaceOf({ project }: { readonly project: string }): Resource {
  return { kind: 'shared-space', project };
}

export function workspaceItself(): Resource {
  return { kind: 'workspace' };
}

export function projectNamed({ project }: { readonly project: string }): Resource {
  return { kind: 'project', project };
}
