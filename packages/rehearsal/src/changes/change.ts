import type { Project, Workspace } from '@atelier/core';
import type { World } from '@atelier/simulated-aws';

/** A change of a workspace's file, as people make it. */
export interface Change {
  /** Such as `docker`. */
  readonly id: string;
  /** The same workspace gives the same change. */
  apply(workspace: Workspace): Changed | NotMeant;
}

export interface Changed {
  readonly workspace: Workspace;
  /** Such as `docker switched on`. */
  readonly what: string;
  readonly expects: Expected;
  /** What becomes of the change taken back again; undefined: nobody takes it back. */
  readonly back?: Expected;
  /** Whether the operator still has the rights of the changed file when it is taken back. */
  readonly rightsStay?: true;
  /** Puts into the account what people have there by then. */
  readonly arrange?: (world: World) => void;
}

/** The change would say nothing for this workspace. */
export interface NotMeant {
  readonly why: string;
}

/** Kinds of stacks of a workspace, by what stands in their names. */
export type StackKind = 'network' | 'foundation' | 'project' | 'people' | 'spaces';

export type Expected =
  | {
      readonly outcome: 'carried-out';
      /** Kinds of stacks that may change. */
      readonly stacks: readonly StackKind[];
      /** Whether the account ends as it was before the change that is taken back. */
      readonly leaves: 'as-before' | 'other';
    }
  /** Before anything is changed, with one of these codes. */
  | { readonly outcome: 'refused'; readonly codes: readonly string[] };

export function carriedOut(...stacks: readonly StackKind[]): Expected {
  return { outcome: 'carried-out', stacks, leaves: 'other' };
}

/** Taken back, nothing is left of a change. */
export function undone(...stacks: readonly StackKind[]): Expected {
  return { outcome: 'carried-out', stacks, leaves: 'as-before' };
}

export function refusedWith(...codes: readonly string[]): Expected {
  return { outcome: 'refused', codes };
}

/** Makes a change of the first project for which there is one. */
export function inFirstProject(
  workspace: Workspace,
  why: string,
  change: (project: Project) => Project | null,
): { readonly workspace: Workspace; readonly project: string } | NotMeant {
  for (const [place, project] of workspace.projects.entries()) {
    const changed = change(project);
    if (changed === null) continue;
    return { project: project.name, workspace: { ...workspace, projects: workspace.projects.with(place, changed) } };
  }
  return { why };
}
