import { resolve } from 'node:path';
import { blueprintOf, type Workspace } from '@atelier/core';
import { planHere, plannedDoor, plannedJourneys } from '@atelier/local';
import { Problem } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { type GivenPolicyOptions, givenPolicies, refusePoliciesHere } from '../given-policies.ts';
import type { Io } from '../io.ts';
import { planHereText } from '../text/plan-here-text.ts';
import { planText } from '../text/plan-text.ts';
import { plannedDoorText } from '../text/planned-door-text.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

export interface PlanOptions extends GivenPolicyOptions {
  readonly target: string;
  readonly deployed?: string;
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
  const { planReport, readPriceBook, readTemplates, synthesise } = await import('@atelier/aws');
  const limits = await givenPolicies(io, workspace, options);
  const deployed = options.deployed === undefined ? null : await readTemplates([resolve(io.cwd, options.deployed)]);
  const [synthesis, prices] = await Promise.all([synthesise(workspace), readPriceBook()]);
  const report = await planReport({ workspace, synthesis, prices, deployed, limits });
  io.out(options.json ? `${JSON.stringify(report, null, 2)}\n` : planText(report));
  return report.ok ? exitCodes.done : exitCodes.refused;
}

function showHere(io: Io, workspace: Workspace, { json }: PlanOptions): ExitCode {
  const plan = planHere(blueprintOf(workspace));
  const journeys = plannedJourneys(workspace);
  const door = plannedDoor(workspace);
  const text = () => `${planHereText(plan, journeys)}\n${plannedDoorText(door)}`;
  io.out(json ? `${JSON.stringify({ ...plan, journeys, door }, null, 2)}\n` : text());
  return door.kind === 'outside' && door.problem !== null ? exitCodes.refused : exitCodes.done;
}

function refuseTarget(options: PlanOptions): void {
  const { target, deployed } = options;
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
  if (target === 'local') refusePoliciesHere(options);
}
