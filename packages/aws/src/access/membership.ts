import type { Action, Project } from '@atelier/core';

/** Whose rights are written: what a role may do, and in which projects. */
export interface Membership {
  readonly projects: readonly Project[];
  readonly holds: (action: Action) => boolean;
}
