import type { Workspace } from '../model/workspace.ts';
import { rowOf } from './access-table.ts';
import type { Action } from './action.ts';
import { type Decision, decide, mayHold } from './decide.ts';
import { isOfEachProject } from './narrowed.ts';
import { type Resource, resourceText } from './resource.ts';

/**
 * What a project's jobs do in its name, as on AWS, where shared spaces work in the role of jobs: nothing of it approves,
 * deploys, or writes to data and warehouse.
 */
const ofJobs: ReadonlySet<Action> = new Set<Action>([
  'data.read',
  'artifact.read',
  'artifact.write',
  'tracking.read',
  'tracking.write',
  'model.read',
  'model.register',
  'settings.read',
]);

/**
 * Whether code in the shared space of a project may do something: what each of its members may, and what the project's jobs
 * may where each of its members may run jobs. Nobody gains by it what they could not do without it.
 *
 * It is for its project alone. Whoever opens it is not known to its code, so that nothing there is anybody's own.
 */
export function decideForSharedSpace(workspace: Workspace, name: string, action: Action, resource: Resource): Decision {
  const { studio, people, projects } = workspace;
  const project = projects.find((one) => one.name === name);
  if (studio.spaces !== 'shared' || project === undefined || project.members.length === 0) {
    return refused(`${name} has no shared space`);
  }
  if (resource.kind === 'workspace' ? !isOfEachProject(action) : resource.kind !== 'project') {
    return refused(`a shared space is for its project alone, and not for ${resourceText(resource)}`);
  }
  if ('project' in resource && resource.project !== name) return refused(`it is the shared space of ${name} alone`);
  const members = people.filter((person) => project.members.includes(person.name));
  const decisions = members.map((person) => ({ person, ...decide(workspace, person, action, resource) }));
  const barred = decisions.find(({ allowed }) => !allowed);
  if (barred === undefined) return { allowed: true, because: 'each of its members may' };
  const idle = members.find(({ role }) => !rowOf('job.run').roles.includes(role));
  if (!ofJobs.has(action) || !mayHold(workspace, 'lead-data-scientist', rowOf(action)))
    return refused(`not each of its members may: ${barred.person.name}, since ${barred.because}`);
  if (idle === undefined)
    return { allowed: true, because: 'jobs of the project may, and each of its members runs jobs' };
  return refused(`${barred.person.name} may not, and ${idle.name} runs no jobs, which may`);
}

function refused(because: string): Decision {
  return { allowed: false, because };
}
