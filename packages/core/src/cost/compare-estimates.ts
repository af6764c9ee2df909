import { sumOfCents } from './cost-line.ts';
import type { Estimate } from './estimate.ts';

/** How one line differs between two estimates; counted and forgotten together. */
export interface LineDifference {
  readonly id: string;
  readonly what: string;
  readonly beforeUsd: number;
  readonly afterUsd: number;
  readonly differenceUsd: number;
}

export interface EstimateDifference {
  /** Lines that differ. */
  readonly lines: readonly LineDifference[];
  readonly beforeUsd: number;
  readonly afterUsd: number;
  readonly differenceUsd: number;
  /** Whether every line of both has a price; what has none adds nothing here. */
  readonly complete: boolean;
}

/** The difference that a change of the workspace makes to its cost a month, line by line. */
export function compareEstimates(before: Estimate, after: Estimate): EstimateDifference {
  const [old, now] = [usdByLine(before), usdByLine(after)];
  const lines = [...new Map([...old, ...now]).keys()].map((id) => {
    const [beforeUsd, afterUsd] = [old.get(id)?.usd ?? 0, now.get(id)?.usd ?? 0];
    const what = now.get(id)?.what ?? old.get(id)?.what ?? id;
    return { id, what, beforeUsd, afterUsd, differenceUsd: sumOfCents([afterUsd, -beforeUsd]) };
  });
  return {
    lines: lines.filter(({ differenceUsd }) => differenceUsd !== 0),
    beforeUsd: before.totalUsd,
    afterUsd: after.totalUsd,
    differenceUsd: sumOfCents([after.totalUsd, -before.totalUsd]),
    complete: before.complete && after.complete,
  };
}

function usdByLine({ lines, forgotten }: Estimate): ReadonlyMap<string, { what: string; usd: number }> {
  const groups = Map.groupBy([...lines, ...forgotten], ({ id }) => id);
  return new Map(
    [...groups].map(([id, group]) => [
      id,
      { what: group[0]?.what ?? id, usd: sumOfCents(group.map(({ usd }) => usd)) },
    ]),
  );
}
