import { resolve } from 'node:path';
import { Problem } from '@atelier/core';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { planText } from '../text/plan-text.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

/** Show what a deployment would make, what is proven of it and what it costs; 1 when something speaks against it. */
export async function plan(
  io: Io,
  file: string | undefined,
  options: { target: string; deployed?: string; json?: boolean },
): Promise<ExitCode> {
  onAws(options.target);
  const workspace = await readWorkspace(workspaceFile(io, file));
  const { planReport, readPriceBook, readTemplates, synthesise } = await import('@atelier/aws');
  const deployed = options.deployed === undefined ? null : await readTemplates([resolve(io.cwd, options.deployed)]);
  const [synthesis, prices] = await Promise.all([synthesise(workspace), readPriceBook()]);
  const report = await planReport({ workspace, synthesis, prices, deployed });
  io.out(options.json ? `${JSON.stringify(report, null, 2)}\n` : planText(report));
  return report.ok ? exitCodes.done : exitCodes.refused;
}

function onAws(target: string): void {
  if (target === 'aws') return;
  throw new Problem({
    code: 'UnknownTarget',
    message: `The target is "${target}"; a plan can be made for aws. On this machine nothing has to be planned.`,
    fix: target === 'local' ? 'Run "atelier up".' : 'Write --target aws.',
    whose: 'yours',
  });
}
