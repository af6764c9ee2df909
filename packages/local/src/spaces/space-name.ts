import type { Resource } from '@atelier/core';

/** A space of a project. */
export interface SpaceName {
  /** Whose own it is; null: it is the shared one of all members. */
  readonly person: string | null;
  readonly project: string;
}

/** Short, for messages: `july/sales`, and `sales` for a shared one; no name of a person or project holds a slash. */
export function spaceId({ person, project }: SpaceName): string {
  return person === null ? project : `${person}/${project}`;
}

/** In words, at the beginning of a sentence. */
export function spaceText({ person, project }: SpaceName): string {
  return person === null ? `The shared space of ${project}` : `The space of ${person} in ${project}`;
}

/** What the supervisor calls it among its services. */
export function spaceServiceName(space: SpaceName): string {
  return `space ${spaceId(space)}`;
}

/** Of its log, its socket and its sandbox; no name of a project holds a dot. */
export function spaceFileName({ person, project }: SpaceName): string {
  return person === null ? `shared-space.${project}` : `space.${person}.${project}`;
}

/** What access to it is decided about. */
export function spaceResource({ person, project }: SpaceName): Resource {
  return person === null ? { kind: 'shared-space', project } : { kind: 'private-space', person, inProject: project };
}
