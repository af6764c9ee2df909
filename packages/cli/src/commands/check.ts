import {
  type ConfigIssue,
  checkReport,
  loadWorkspace,
  renderIssues,
  renderNotes,
  sortIssues,
  type WorkspaceResult,
} from '@atelier/core';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { workspaceFile } from '../workspace-file.ts';

/** Show every mistake of a workspace file, and what it asks of AWS that no stack can hold. */
export async function check(io: Io, options: { file?: string; json?: boolean }): Promise<ExitCode> {
  const file = workspaceFile(io, options.file);
  const report = checkReport(await alsoForAws(await loadWorkspace(file)));
  if (options.json) io.out(`${JSON.stringify(report, null, 2)}\n`);
  else if (!report.ok) io.out(renderIssues(report.problems));
  else io.out([`${file} has no mistakes.\n`, renderNotes(report.notes)].filter((part) => part !== '').join('\n'));
  return report.ok ? exitCodes.done : exitCodes.refused;
}

/** The parts for AWS are loaded for files alone that go there. */
async function alsoForAws(loaded: WorkspaceResult): Promise<WorkspaceResult> {
  if (!loaded.ok || loaded.workspace.aws === null) return loaded;
  const { findingsForAws } = await import('@atelier/aws');
  const problems = findingsForAws(loaded.workspace).map(
    ({ setting, code, message, fix }): ConfigIssue => loaded.locate({ path: setting.split('.'), code, message, fix }),
  );
  return problems.length === 0 ? loaded : { ok: false, problems: sortIssues(problems) };
}
