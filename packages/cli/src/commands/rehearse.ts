import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '@atelier/core';
import type { StandIn } from '@atelier/rehearsal';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { rehearsalText } from '../text/rehearsal-text.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';
import type { PhaseResult } from './rehearse-cycle.ts';

/** What a rehearsal came to. */
export interface RehearsalReport {
  readonly deploy: { readonly stacks: number; readonly seconds: number; readonly awsMinutes: number };
  readonly change: { readonly stacks: readonly string[]; readonly seconds: number };
  readonly destroy: {
    readonly steps: readonly string[];
    readonly leftovers: readonly string[];
    readonly seconds: number;
  };
  readonly redeploy: { readonly ok: boolean; readonly seconds: number };
  readonly calls: number;
  /** Calls that the stand-in does not know, as service and action: nothing was proven of them. */
  readonly refused: readonly string[];
}

/** Show what a deployment, a change and a teardown would do, with the real code against a pretended account. */
export async function rehearse(io: Io, file: string | undefined, options: { json?: boolean }): Promise<ExitCode> {
  const path = workspaceFile(io, file);
  const workspace = await readWorkspace(path);
  const { clientEnvironment, startStandIn } = await import('@atelier/rehearsal');
  const region = workspace.aws?.region ?? '';
  const folder = await mkdtemp(join(tmpdir(), 'atelier-rehearsal-'));
  const standIn = await startStandIn();
  try {
    const phases: PhaseResult[] = [];
    const code = await io.again(
      ['rehearse-cycle', '--file', path],
      clientEnvironment(io.env, { url: standIn.url, region, folder }),
      (line) => {
        const phase = JSON.parse(line) as PhaseResult;
        phases.push(phase);
        io.err(`${phase.phase}: ${phase.seconds} s\n`);
      },
    );
    if (phases.length < 4) throw stopped(phases, code, standIn);
    const report = await reportOf(phases, standIn, workspace);
    io.out(options.json ? `${JSON.stringify(report, null, 2)}\n` : rehearsalText(report));
    return report.destroy.leftovers.length === 0 && report.redeploy.ok ? exitCodes.done : exitCodes.failed;
  } finally {
    await standIn.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function stopped(phases: readonly PhaseResult[], code: number, { calls }: StandIn): Problem {
  const names = ['deploy', 'change', 'destroy', 'redeploy'];
  const last = calls.findLast(({ outcome }) => outcome !== 'answered');
  const said =
    last === undefined ? '' : ` The last call that was not answered: ${last.service} ${last.action} (${last.fault}).`;
  return new Problem({
    code: 'RehearsalStopped',
    message: `The rehearsal stopped in ${names[phases.length]} with exit code ${code}.${said}`,
    fix: 'Mend what is said above; a real deployment would stop there too.',
    whose: 'yours',
    state: 'Nothing outside of this machine was touched.',
  });
}

async function reportOf(
  phases: readonly PhaseResult[],
  { calls }: StandIn,
  workspace: Parameters<typeof minutesOf>[0],
): Promise<RehearsalReport> {
  const [first, change, destroyed, again] = phases;
  if (first?.phase !== 'deploy' || change?.phase !== 'change')
    throw new Error('A rehearsal begins with two deployments.');
  if (destroyed?.phase !== 'destroy' || again?.phase !== 'redeploy')
    throw new Error('A rehearsal ends with a teardown and a deployment.');
  const unknown = calls
    .filter(({ outcome }) => outcome === 'refused')
    .map(({ service, action }) => `${service} ${action}`);
  return {
    deploy: { stacks: first.stacks, seconds: first.seconds, awsMinutes: await minutesOf(workspace) },
    change: { stacks: change.changed, seconds: change.seconds },
    destroy: { steps: destroyed.steps, leftovers: destroyed.leftovers, seconds: destroyed.seconds },
    redeploy: { ok: again.changed.length === again.stacks, seconds: again.seconds },
    calls: calls.length,
    refused: [...new Set(unknown)],
  };
}

async function minutesOf(workspace: Awaited<ReturnType<typeof readWorkspace>>): Promise<number> {
  const [{ synthesise }, { longestChainMinutes }] = await Promise.all([
    import('@atelier/aws'),
    import('@atelier/rehearsal'),
  ]);
  const { stacks, dependencies } = await synthesise(workspace);
  const templates = Object.fromEntries(stacks.map(({ stack, template }) => [stack, template]));
  return longestChainMinutes(templates as Parameters<typeof longestChainMinutes>[0], dependencies).stacksMinutes;
}
