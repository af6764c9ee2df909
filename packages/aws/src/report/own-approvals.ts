import { type Action, type Project, rowOf, type Workspace } from '@atelier/core';
import { type GuardrailFinding, warning } from '../guardrails/guardrail.ts';

/**
 * Projects in which one person alone registers models and alone approves them. A team may well be one person: that nobody takes
 * a second look is told, and stops nothing.
 */
export function ownApprovals(workspace: Workspace): readonly GuardrailFinding[] {
  return workspace.projects.flatMap((project) => {
    const [one, ...others] = ableIn(workspace, project, 'model.register');
    const approving = ableIn(workspace, project, 'model.approve');
    if (one === undefined || others.length > 0 || !approving.includes(one)) return [];
    const message = `${one} alone registers models in ${project.name} and alone approves them (model.register, model.approve): nobody else looks at them before they are deployed.`;
    const fix = 'Add a member with the role lead-data-scientist or data-scientist, if somebody is to.';
    return [warning({}, message, fix)];
  });
}

/** Names of the members who may. */
function ableIn({ people }: Workspace, { members }: Project, action: Action): readonly string[] {
  const { roles } = rowOf(action);
  return people.filter(({ name, role }) => members.includes(name) && roles.includes(role)).map(({ name }) => name);
}
