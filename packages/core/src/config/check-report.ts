import type { WorkspaceResult } from './assemble-workspace.ts';
import type { ConfigIssue } from './explaining/issue.ts';

/** The document that `atelier check --json` prints. */
export interface CheckReport {
  readonly ok: boolean;
  readonly problems: readonly ConfigIssue[];
}

/** Whether a workspace can be used, and what stands in the way. */
export function checkReport(result: WorkspaceResult): CheckReport {
  return { ok: result.ok, problems: result.ok ? [] : result.problems };
}
