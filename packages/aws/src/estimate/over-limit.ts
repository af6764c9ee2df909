import type { Estimate, Workspace } from '@atelier/core';
import { type Guardrail, type GuardrailFinding, guardrail } from '../guardrails/guardrail.ts';
import { stackNames } from '../layout/stack-names.ts';

/** Whether the estimate stays within the limit of the workspace and the budgets of its projects. */
export function overLimit(estimate: Estimate, workspace: Workspace): readonly Guardrail[] {
  return [
    guardrail('monthly-limit', [...limitFindings(estimate, workspace), ...incompleteFindings(estimate, workspace)]),
    guardrail('project-budgets', budgetFindings(estimate, workspace)),
  ];
}

function limitFindings(estimate: Estimate, { limits }: Workspace): readonly GuardrailFinding[] {
  const { totalUsd, complete } = estimate;
  if (limits.monthlyUsd === null || totalUsd <= limits.monthlyUsd) return [];
  const [dearest] = [...estimate.lines, ...estimate.forgotten].toSorted((a, b) => (b.usd ?? 0) - (a.usd ?? 0));
  return [
    {
      level: 'error',
      stack: null,
      resource: null,
      path: null,
      message:
        `The workspace costs ${complete ? '' : 'at least '}${totalUsd.toFixed(2)} USD a month, ` +
        `above the ${limits.monthlyUsd} of limits.monthlyUsd. Its largest line: ${dearest?.what} ${dearest?.usd?.toFixed(2)}.`,
      fix: 'Raise limits.monthlyUsd, or make the workspace smaller; "atelier cost" shows each line.',
    },
  ];
}

function incompleteFindings(estimate: Estimate, { limits }: Workspace): readonly GuardrailFinding[] {
  if (limits.monthlyUsd === null || estimate.complete) return [];
  const unknown = [...estimate.lines, ...estimate.forgotten].filter(({ usd }) => usd === null);
  return [
    {
      level: 'warning',
      stack: null,
      resource: null,
      path: null,
      message: `No price is known of: ${unknown.map(({ what }) => what).join(', ')}. The limit may be passed unseen.`,
      fix: 'Find out these prices before the deployment.',
    },
  ];
}

function budgetFindings({ parts }: Estimate, workspace: Workspace): readonly GuardrailFinding[] {
  return workspace.projects.flatMap(({ name, monthlyUsd }) => {
    const stack = stackNames.project(workspace.name, name);
    const { usd, largest } = parts.find(({ part }) => part === stack) ?? { usd: 0, largest: null };
    if (monthlyUsd === null || usd <= monthlyUsd) return [];
    return [
      {
        level: 'error' as const,
        stack,
        resource: null,
        path: null,
        message:
          `The project costs ${usd.toFixed(2)} USD a month, above the ${monthlyUsd} of its budget.` +
          (largest === null ? '' : ` Its largest line: ${largest.what} ${largest.usd.toFixed(2)}.`),
        fix: `Raise projects.${name}.budget.monthlyUsd${largest === null ? '' : saving(largest.id, name)}.`,
      },
    ];
  });
}

/** What makes the largest line of a project smaller. */
function saving(line: string, project: string): string {
  const settings: Readonly<Record<string, string>> = {
    batch: `choose a smaller instance in projects.${project}.serving.batchInstance`,
    endpoints: `choose a smaller instance in projects.${project}.serving.instance`,
    tracking: 'choose another kind or size in tracking',
    warehouse: `lower projects.${project}.warehouse.baseCapacity, or usage.warehouseHoursPerMonth to the hours it is used`,
  };
  return settings[line] === undefined ? '' : `, or ${settings[line]}`;
}
