import type { Work } from '@atelier/rehearsal';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

export interface PhasesOptions {
  readonly file: string;
  /** Folder with the cloud assemblies that are deployed. */
  readonly assemblies: string;
}

type Asked = Work | { readonly kind: 'bootstrap'; readonly executionPolicies: readonly string[] };

/**
 * Do the work that is asked for, each by a line of the input, and bootstrap before it, in whichever account the environment
 * leads to; each is answered with a line.
 */
export async function rehearsePhases(io: Io, options: PhasesOptions): Promise<ExitCode> {
  const workspace = await readWorkspace(workspaceFile(io, options.file));
  const { performBootstrap, performWork } = await import('@atelier/rehearsal');
  for await (const line of io.lines()) {
    const asked = JSON.parse(line) as Asked;
    const answer =
      asked.kind === 'bootstrap'
        ? await performBootstrap(workspace, asked.executionPolicies)
        : await performWork(asked, workspace, options.assemblies);
    io.out(`${JSON.stringify(answer)}\n`);
  }
  return exitCodes.done;
}
