import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '@atelier/core';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { newsText } from '../text/deploy-text.ts';
import { planText } from '../text/plan-text.ts';
import { wholeNumber } from '../whole-number.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

export interface DeployOptions {
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly concurrency: string;
}

/** Plan, price, ask, deploy. What speaks against a deployment refuses it before anything is changed. */
export async function deployWorkspace(io: Io, file: string | undefined, options: DeployOptions): Promise<ExitCode> {
  const workspace = await readWorkspace(workspaceFile(io, file));
  const { planReport, readPriceBook, synthesise } = await import('@atelier/aws');
  const { deploy } = await import('@atelier/aws/account');
  const folder = await mkdtemp(join(tmpdir(), 'atelier-deploy-'));
  try {
    const [synthesis, prices] = await Promise.all([synthesise(workspace, { folder }), readPriceBook()]);
    const report = await planReport({ workspace, synthesis, prices, deployed: null });
    if (!report.ok) {
      io.out(options.json ? `${JSON.stringify({ plan: report }, null, 2)}\n` : planText(report));
      return exitCodes.refused;
    }
    io.err(`${report.stacks.length} stacks, ${report.cost.totalUsd.toFixed(2)} USD a month, to ${report.region}.\n`);
    if (!options.yes && !(await agreed(io, `Deploy ${workspace.name}?`))) return exitCodes.interrupted;
    const concurrency = wholeNumber('--concurrency', options.concurrency);
    const inputs = { workspace, folder, concurrency };
    const deployment = await deploy(inputs, (event) => io.err(newsText(event)));
    if (options.json) io.out(`${JSON.stringify(deployment, null, 2)}\n`);
    else io.out(`${workspace.name} is deployed: ${deployment.stacks.length} stacks in ${deployment.account}.\n`);
    return exitCodes.done;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether the person says yes; nobody there to ask is a Problem, never a yes. */
export async function agreed(io: Io, question: string): Promise<boolean> {
  const answer = await io.ask(`${question} Type yes: `);
  if (answer !== null) return answer.trim().toLowerCase() === 'yes';
  if (io.interrupted.aborted) return false;
  throw new Problem({
    code: 'NobodyToAsk',
    message: `${question} Nobody is there to answer.`,
    fix: 'Give --yes, or run the command in a terminal.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
