import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlanReport, Synthesis } from '@atelier/aws';
import type { DeployInputs, Deployment, DeployPreview } from '@atelier/aws-account';
import { Problem } from '@atelier/problem';
import { longestChain } from '@atelier/rehearsal';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { deployDisplay } from '../text/deploy-display.ts';
import { deployedText, questionText } from '../text/deploy-text.ts';
import { planText, verdict } from '../text/plan-text.ts';
import { wholeNumber } from '../whole-number.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

export interface DeployOptions {
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly concurrency: string;
  readonly executionPolicy?: readonly string[];
  readonly breakLock?: string;
  readonly account?: string;
}

/** Plan, price, ask, deploy. What speaks against a deployment refuses it before anything is changed. */
export async function deployWorkspace(io: Io, file: string | undefined, options: DeployOptions): Promise<ExitCode> {
  const concurrency = wholeNumber('--concurrency', options.concurrency, 1);
  const executionPolicies = policyArns(options.executionPolicy ?? []);
  const workspace = await readWorkspace(workspaceFile(io, file));
  const { budgetTags, planReport, readPriceBook, synthesise } = await import('@atelier/aws');
  const { deployedOutputs, deployPreview, inNamedAccount, requireNamedAccount } = await import('@atelier/aws-account');
  const target = inNamedAccount(workspace, options.account);
  const folder = await mkdtemp(join(tmpdir(), 'atelier-deploy-'));
  try {
    const [synthesis, prices] = await Promise.all([synthesise(workspace, { folder }), readPriceBook()]);
    const report = await planReport({ workspace, synthesis, prices, deployed: null });
    if (!report.ok) return refused(io, report, options);
    await requireNamedAccount(target);
    const preview = await deployPreview(target, synthesis.stacks);
    const awsMinutes = await minutesOf(synthesis, preview);
    io.err(questionText({ report, preview, awsMinutes, executionPolicies }));
    if (!options.yes && !(await agreed(io, `Deploy ${workspace.name}?`))) return declined(io);
    const deployment = await deployed(io, {
      workspace: target,
      folder,
      concurrency,
      executionPolicies,
      breakLock: options.breakLock,
    });
    const outputs = deployedOutputs(synthesis.stacks, deployment);
    if (options.json) io.out(`${JSON.stringify({ ...deployment, outputs }, null, 2)}\n`);
    else {
      const tags = budgetTags(synthesis.blueprint);
      io.out(deployedText({ workspace, deployment, outputs, budgetTags: tags }));
    }
    return exitCodes.done;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function refused(io: Io, report: PlanReport, { json }: DeployOptions): ExitCode {
  const problem = new Problem({
    code: 'DeploymentRefused',
    message: verdict(report).trim(),
    fix: 'Do what stands at each guardrail that fails.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
  io.out(json ? `${JSON.stringify({ problem, plan: report }, null, 2)}\n` : planText(report));
  return exitCodes.refused;
}

async function deployed(io: Io, inputs: Omit<DeployInputs, 'interrupted'>): Promise<Deployment> {
  const { deploy } = await import('@atelier/aws-account');
  const display = deployDisplay(io);
  const everySecond = setInterval(display.refresh, 1000);
  try {
    return await deploy({ ...inputs, interrupted: io.interrupted }, display.show);
  } finally {
    clearInterval(everySecond);
    display.end();
  }
}

/** Of the longest chain of the stacks that are not as they are to be. */
async function minutesOf({ stacks, dependencies }: Synthesis, preview: DeployPreview): Promise<number> {
  const toDo = preview.stacks.filter(({ change }) => change !== 'unchanged').map(({ stack }) => stack);
  const changing = stacks.filter(({ stack }) => toDo.includes(stack));
  return (await longestChain(changing, dependencies)).stacksMinutes;
}

function policyArns(given: readonly string[]): readonly string[] {
  const wrong = given.find((arn) => !/^arn:aws[\w-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/.test(arn));
  if (wrong === undefined) return given;
  throw new Problem({
    code: 'NotAPolicy',
    message: `--execution-policy is "${wrong}"; it takes the ARN of an IAM policy, such as arn:aws:iam::123456789012:policy/deploy.`,
    fix: 'Give the ARN of a policy that is there, or leave the option out.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

/** Ends a command that the person has said no to. */
export function declined(io: Io): ExitCode {
  io.err('Nothing was changed.\n');
  return exitCodes.interrupted;
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
