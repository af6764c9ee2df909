import type { Workspace } from '../model/workspace.ts';

/** Thing that an action is done to; people and projects by their names in the file. */
export type Resource =
  | { readonly kind: 'workspace' }
  | { readonly kind: 'project'; readonly project: string }
  | { readonly kind: 'sandbox'; readonly project: string; readonly person: string }
  /** `inProject`: of which project it is; left out where all of the person's spaces are meant. */
  | { readonly kind: 'private-space'; readonly person: string; readonly inProject?: string }
  | { readonly kind: 'shared-space'; readonly project: string };

/** Everything in a workspace that an action can be done to, other people's included. */
export function* resourcesOf(workspace: Workspace): Generator<Resource> {
  yield { kind: 'workspace' };
  for (const { name: person } of workspace.people) yield { kind: 'private-space', person };
  for (const { name: project, members } of workspace.projects) {
    yield { kind: 'project', project };
    if (workspace.studio.spaces === 'shared') yield { kind: 'shared-space', project };
    for (const person of members) yield { kind: 'sandbox', project, person };
  }
}

/** A resource in a few words, such as `sandbox of july in sales`. */
export function resourceText(resource: Resource): string {
  switch (resource.kind) {
    case 'workspace':
      return 'the workspace';
    case 'project':
      return `project ${resource.project}`;
    case 'sandbox':
      return `sandbox of ${resource.person} in ${resource.project}`;
    case 'private-space':
      return `space of ${resource.person}`;
    case 'shared-space':
      return `shared space of ${resource.project}`;
  }
}
