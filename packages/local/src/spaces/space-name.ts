/** A person's own space of a project. */
export interface SpaceName {
  readonly person: string;
  readonly project: string;
}

/** Short, for files and messages: no name of a person or project holds a slash. */
export function spaceId({ person, project }: SpaceName): string {
  return `${person}/${project}`;
}

/** What the supervisor calls it among its services. */
export function spaceServiceName(space: SpaceName): string {
  return `space ${spaceId(space)}`;
}
