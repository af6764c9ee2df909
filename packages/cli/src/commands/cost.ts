import { compareEstimates, type Estimate } from '@atelier/core';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { differenceText, estimateText } from '../text/estimate-text.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

/** Show what a workspace would cost a month on AWS, or how that differs from another workspace. */
export async function cost(
  io: Io,
  file: string | undefined,
  options: { against?: string; json?: boolean },
): Promise<ExitCode> {
  const path = workspaceFile(io, file);
  const priced = await priceWorkspace(path);
  if (options.against === undefined) {
    io.out(options.json ? json({ ...priced.estimate, prices: priced.dated }) : estimateText(priced.estimate, priced));
    return exitCodes.done;
  }
  const other = workspaceFile(io, options.against);
  const difference = compareEstimates((await priceWorkspace(other)).estimate, priced.estimate);
  io.out(options.json ? json({ ...difference, prices: priced.dated }) : differenceText(difference, [other, path]));
  return exitCodes.done;
}

interface PricedWorkspace {
  readonly name: string;
  readonly dated: string;
  readonly estimate: Estimate;
}

async function priceWorkspace(file: string): Promise<PricedWorkspace> {
  const workspace = await readWorkspace(file);
  const { estimate, readPriceBook, synthesise } = await import('@atelier/aws');
  const [{ stacks }, book] = await Promise.all([synthesise(workspace), readPriceBook()]);
  return { name: workspace.name, dated: book.dated, estimate: estimate(stacks, workspace.usage, book) };
}

function json(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
