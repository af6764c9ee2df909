import type { WorkspaceResult } from './assemble-workspace.ts';
import type { ConfigIssue } from './explaining/issue.ts';
import { notesOn } from './notes-on.ts';

/** The document that `atelier check --json` prints. */
export interface CheckReport {
  readonly ok: boolean;
  readonly problems: readonly ConfigIssue[];
  /** What stands in nobody's way, and may not be meant. */
  readonly notes: readonly ConfigIssue[];
}

/** Whether a workspace can be used, what stands in the way, and what its author should know. */
export function checkReport(result: WorkspaceResult): CheckReport {
  if (!result.ok) return { ok: false, problems: result.problems, notes: [] };
  return { ok: true, problems: [], notes: [...result.notes, ...notesOn(result.workspace).map(result.locate)] };
}
