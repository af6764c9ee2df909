import type { Action } from './action.ts';
import type { Resource } from './resource.ts';

/** Limits inside of what a person may do, as a token has them. */
export interface Narrowed {
  /** `read`: only what changes nothing. */
  readonly scope: 'read' | 'all';
  /** The only project; null: each of the person's. */
  readonly project: string | null;
}

/** Why a request is past its limits, or null. */
export function pastLimits({ scope, project }: Narrowed, action: Action, resource: Resource): string | null {
  if (scope === 'read' && !changesNothing(action)) return 'what it was asked with is good for reading alone';
  if (project === null) return null;
  if (resource.kind === 'workspace') return isOfEachProject(action) ? null : `${goodFor(project)} alone`;
  const of = resource.kind === 'private-space' ? resource.inProject : resource.project;
  return of === project ? null : `${goodFor(project)} alone`;
}

/** What is done to a workspace from inside of any project, and shows nothing of others. */
export function isOfEachProject(action: Action): boolean {
  return action === 'person.see' || action === 'package.install';
}

/** Reading, seeing and asking; opening a space lets its code do everything. */
function changesNothing(action: Action): boolean {
  return /\.(read|see|query)$/.test(action);
}

function goodFor(project: string): string {
  return `what it was asked with is good for ${project}`;
}
