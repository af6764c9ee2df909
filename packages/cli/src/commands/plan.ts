import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { blueprintOf, type Workspace } from '@atelier/core';
import { planHere, plannedJourneys } from '@atelier/local';
import { Problem } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { planHereText } from '../text/plan-here-text.ts';
import { planText } from '../text/plan-text.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

export interface PlanOptions {
  readonly target: string;
  readonly deployed?: string;
  /** Files with policies of the organization. */
  readonly scp?: readonly string[];
  /** File with the policy that bounds roles. */
  readonly boundary?: string;
  readonly json?: boolean;
}

/**
 * Show what a deployment would make, what is proven of it and what it costs; 1 when something speaks against it. On this
 * machine: what stands for each piece.
 */
export async function plan(io: Io, file: string | undefined, options: PlanOptions): Promise<ExitCode> {
  refuseTarget(options);
  const workspace = await readWorkspace(workspaceFile(io, file));
  return options.target === 'aws' ? await showOnAws(io, workspace, options) : showHere(io, workspace, options);
}

async function showOnAws(io: Io, workspace: Workspace, options: PlanOptions): Promise<ExitCode> {
  const { limitsOf, planReport, readPriceBook, readTemplates, synthesise } = await import('@atelier/aws');
  const boundary = options.boundary === undefined ? null : await policiesIn(io, options.boundary, '--boundary');
  const organization = await Promise.all((options.scp ?? []).map((file) => policiesIn(io, file, '--scp')));
  const limits = limitsOf(workspace, organization, boundary);
  const deployed = options.deployed === undefined ? null : await readTemplates([resolve(io.cwd, options.deployed)]);
  const [synthesis, prices] = await Promise.all([synthesise(workspace), readPriceBook()]);
  const report = await planReport({ workspace, synthesis, prices, deployed, limits });
  io.out(options.json ? `${JSON.stringify(report, null, 2)}\n` : planText(report));
  return report.ok ? exitCodes.done : exitCodes.refused;
}

async function policiesIn(io: Io, file: string, option: string) {
  const text = await readFile(resolve(io.cwd, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Problem({
      code: 'NotReadable',
      message: `The policies in ${file} cannot be read: ${error.code}.`,
      fix: `Correct the path of ${option}.`,
      whose: 'yours',
    });
  });
  return { file, text };
}

function showHere(io: Io, workspace: Workspace, { json }: PlanOptions): ExitCode {
  const plan = planHere(blueprintOf(workspace));
  const journeys = plannedJourneys(workspace);
  io.out(json ? `${JSON.stringify({ ...plan, journeys }, null, 2)}\n` : planHereText(plan, journeys));
  return exitCodes.done;
}

function refuseTarget({ target, deployed, scp, boundary }: PlanOptions): void {
  if (target !== 'aws' && target !== 'local') {
    throw new Problem({
      code: 'UnknownTarget',
      message: `The target is "${target}"; a plan can be made for aws or local.`,
      fix: 'Write --target aws, or --target local for this machine.',
      whose: 'yours',
    });
  }
  if (target === 'local' && deployed !== undefined) {
    throw new Problem({
      code: 'DeployedNeedsAws',
      message: '--deployed compares templates with those of the last deployment; this machine has none.',
      fix: 'Write --target aws, or leave --deployed out.',
      whose: 'yours',
    });
  }
  const given = scp !== undefined ? '--scp' : boundary !== undefined ? '--boundary' : undefined;
  if (target === 'local' && given !== undefined) {
    throw new Problem({
      code: 'PoliciesNeedAws',
      message: `${given} hands in policies of an account of AWS; this machine has none.`,
      fix: `Write --target aws, or leave ${given} out.`,
      whose: 'yours',
    });
  }
}
