import { SpendingBudget } from '@atelier/constructs';
import type { PieceOf } from '@atelier/core';
import { projectTag } from '../access/policy-ground.ts';
import { workspaceTag } from '../layout/workspace-tags.ts';
import { budgetListeners } from './budget-listeners.ts';
import { type Built, made, type Site } from './builder.ts';

/** The budget of the whole workspace, with the addresses that it tells. */
export function buildWorkspaceBudget(
  { monthlyUsd }: PieceOf<'workspace-budget'>,
  site: Site,
): Built<'workspace-budget'> {
  const { stack, names, workspace } = site;
  const { notified: emails } = budgetListeners(workspace);
  const tag = { key: workspaceTag, value: workspace.name };
  new SpendingBudget(stack, 'Budget', {
    ...{ budgetName: names.workspaceBudget, monthlyUsd, tag, emails },
    tags: tagsOf(site),
  });
  return made;
}

/** The budget of a project, with the addresses that it tells. */
export function buildProjectBudget(piece: PieceOf<'project-budget'>, site: Site): Built<'project-budget'> {
  const { stack, names } = site;
  const { monthlyUsd, project } = piece;
  const tag = { key: projectTag, value: project.name };
  new SpendingBudget(stack, 'Budget', {
    budgetName: names.budget(project.name),
    monthlyUsd,
    tag,
    emails: project.notify,
    tags: tagsOf(site),
  });
  return made;
}

/** Tags that everything else has by itself. */
function tagsOf({ workspace }: Site): Readonly<Record<string, string>> {
  return { [workspaceTag]: workspace.name, ...workspace.aws.tags };
}
