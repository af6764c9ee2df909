import type { LoadReport, RunReport, Workspace } from '@atelier/core';
import type { RunNews } from '@atelier/core/contract';
import { controlClient } from '@atelier/local';
import { describeFailure, Problem } from '@atelier/problem';
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { loginFailure, wayIn } from '../login/way-in.ts';
import { stateOf } from '../state-of.ts';
import { loadReportText } from '../text/load-report-text.ts';
import { problemText } from '../text/problem-text.ts';
import { progressLine } from '../text/progress-line.ts';
import { runReportText } from '../text/run-report-text.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

interface Options {
  readonly file?: string;
  readonly json?: boolean;
  readonly project?: string;
  readonly owner?: boolean;
}

/** Run a flow to its end and print its report; interrupting leaves the run running. */
export async function runFlow(io: Io, flow: string, options: Options): Promise<ExitCode> {
  const file = workspaceFile(io, options.file);
  const workspace = await readWorkspace(file);
  const project = projectOf(workspace, flow, options.project);
  const { login, api } = wayIn(io, options);
  // A person runs what the workspace has; to bring it up to its file is the owner's.
  if (login === undefined) await controlClient(stateOf(io, options.file)).apply(workspace);
  const end = await follow(io, api.run(project, flow, io.interrupted));
  if ('report' in end) {
    io.out(options.json ? `${JSON.stringify(end.report, null, 2)}\n` : runReportText(end.report));
    return exitCodes.done;
  }
  if ('error' in end) return tellFailure(io, end, options);
  io.err(`\nThe run goes on. "atelier run ${flow}" listens to it again; "atelier down" interrupts it.\n`);
  return exitCodes.interrupted;
}

/** How a run that was followed has ended. */
type RunEnd =
  | { readonly report: RunReport }
  | { readonly error: unknown; readonly loaded: LoadReport | undefined }
  | { readonly interrupted: true };

/** Show progress until the end. */
async function follow(io: Io, news: AsyncIterable<RunNews>): Promise<RunEnd> {
  const line = progressLine(io);
  let loaded: LoadReport | undefined;
  try {
    for await (const item of news) {
      if ('report' in item) return item;
      if ('started' in item && item.started.resumed) io.err(`Going on with ${item.started.execution}.\n`);
      if ('progress' in item) line.show(item.progress);
      if ('loaded' in item) loaded = item.loaded;
    }
    return { error: new Error('the run ended without a report'), loaded };
  } catch (error) {
    return io.interrupted.aborted ? { interrupted: true } : { error: loginFailure(error), loaded };
  } finally {
    line.end();
  }
}

/** A failure, with what was loaded before it where the run has come so far. */
function tellFailure(io: Io, { error, loaded }: Extract<RunEnd, { error: unknown }>, { json }: Options): ExitCode {
  if (loaded === undefined) throw error;
  if (json) io.out(`${JSON.stringify({ problem: describeFailure(error), load: loaded }, null, 2)}\n`);
  else {
    const hasRejects = loaded.inputs.some(({ rejected }) => rejected > 0);
    if (hasRejects) io.out(`Rows of the input files\n${loadReportText(loaded)}\n`);
    io.err(problemText(error));
  }
  return exitCodeOf(error);
}

/** The project that has the flow; where several have, the person has to say which. */
function projectOf(workspace: Workspace, flow: string, named: string | undefined): string {
  if (named !== undefined) return named;
  const having = workspace.projects
    .filter(({ flows }) => flows.some((spec) => spec.flow === flow))
    .map(({ name }) => name);
  const [only, ...others] = having;
  if (only !== undefined && others.length === 0) return only;
  const known = workspace.projects.flatMap(({ flows }) => flows.map((spec) => spec.flow));
  throw new Problem({
    code: only === undefined ? 'UnknownFlow' : 'SeveralFlows',
    message:
      only === undefined
        ? `No project has a flow "${flow}". There is ${known.join(', ') || 'none'}.`
        : `The projects ${having.join(', ')} all have a flow "${flow}".`,
    fix:
      only === undefined
        ? "Name one of these, or list the flow's file under its project."
        : 'Say which with --project.',
    whose: 'yours',
  });
}
