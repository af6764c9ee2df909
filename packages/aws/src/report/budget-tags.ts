import { type Blueprint, piecesOf } from '@atelier/core';
import { projectTag } from '../access/policy-ground.ts';
import { workspaceTag } from '../layout/workspace-tags.ts';

/** Tags by which the budgets of a plan find their costs; they see none until whoever pays the bill has activated these. */
export function budgetTags(blueprint: Blueprint): readonly string[] {
  return [
    ...(piecesOf(blueprint, 'workspace-budget').length > 0 ? [workspaceTag] : []),
    ...(piecesOf(blueprint, 'project-budget').length > 0 ? [projectTag] : []),
  ];
}
