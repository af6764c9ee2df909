import { approvingRoles, type Role, roles } from '../model/person.ts';
import type { Action } from './action.ts';

/**
 * Where a right holds: in the whole workspace, in projects that the person is a member of, in the person's own sandboxes
 * there, in the person's own space and the shared spaces of those projects.
 */
export type AccessScope = 'workspace' | 'project' | 'sandbox' | 'space';

export interface AccessRow {
  readonly action: Action;
  readonly scope: AccessScope;
  readonly roles: readonly Role[];
  /** Roles that have the right in spaces of others too. */
  readonly everywhere: readonly Role[];
  /** Why it is so, or how else it is done. */
  readonly because: string;
}

const everyone = roles;
const nobody: readonly Role[] = [];
const leads: readonly Role[] = ['lead-data-scientist'];
const scientists: readonly Role[] = ['lead-data-scientist', 'data-scientist'];
const engineers: readonly Role[] = ['lead-data-scientist', 'data-engineer'];
const makers: readonly Role[] = ['lead-data-scientist', 'data-scientist', 'data-engineer'];
const overseers: readonly Role[] = ['admin', 'lead-data-scientist', 'viewer'];

function row(
  action: Action,
  scope: AccessScope,
  who: readonly Role[],
  because: string,
  everywhere = nobody,
): AccessRow {
  return { action, scope, roles: who, everywhere, because };
}

/** The access model: who may do what, where. What it does not allow is refused. */
export const accessTable: readonly AccessRow[] = [
  row('data.read', 'project', everyone, 'members read the data of their projects'),
  row('data.write', 'project', engineers, 'data comes in through those who answer for it'),
  row('artifact.read', 'project', everyone, 'members read what their project has made'),
  row('artifact.write', 'project', makers, 'whoever trains or loads leaves results'),
  row('tracking.read', 'project', everyone, 'experiments are open to all members'),
  row('tracking.write', 'project', scientists, 'experiments belong to those who do them'),
  row('model.read', 'project', everyone, 'the registry is open to all members'),
  row('model.register', 'project', scientists, 'whoever trains a model offers it'),
  row('model.approve', 'project', approvingRoles, 'a second pair of eyes before deployment'),
  row('model.replace', 'project', nobody, 'what was registered stays as it was looked at'),
  row('job.see', 'project', everyone, 'jobs are open to all members'),
  row('job.run', 'project', makers, 'training and loading are jobs'),
  row('flow.see', 'project', everyone, 'flows are open to all members'),
  row('flow.run', 'project', makers, 'flows do what these people could do step by step'),
  row('flow.change', 'project', nobody, 'flows are changed in their files and deployed'),
  row('endpoint.see', 'project', everyone, 'endpoints are open to all members'),
  row('endpoint.invoke', 'project', makers, 'forecasts are asked for by those who work with them'),
  row('endpoint.deploy', 'project', nobody, 'the promotion alone deploys, after an approval'),
  row('warehouse.query', 'project', everyone, 'members read the warehouse of their projects'),
  row('warehouse.load', 'project', engineers, 'the warehouse is loaded by those who answer for it'),
  row('repository.read', 'project', everyone, 'members read the code of their projects'),
  row('repository.push', 'project', makers, 'whoever works in a project commits'),
  row('repository.begin', 'project', leads, 'the first commit to main; it only ever adds'),
  row('repository.merge', 'project', makers, 'main moves by merging what was looked at'),
  row('repository.rewrite', 'project', nobody, 'main is not pushed to, and not deleted'),
  row('repository.rules', 'project', nobody, 'who must look at a change is not for those who change'),
  row('settings.read', 'project', everyone, 'notebooks find a project through its settings'),
  row('settings.change', 'project', nobody, 'settings are changed in the file and deployed'),
  row('logs.read', 'project', everyone, 'members see what went wrong'),
  row('budget.see', 'project', everyone, 'members see what their project costs'),
  row('budget.change', 'workspace', nobody, 'budgets are changed in the file and deployed'),
  row('project.delete', 'project', nobody, 'projects are removed from the file and by a deployment'),
  row('sandbox.read', 'sandbox', ['admin', ...makers], 'a sandbox is private, to leads and admins too'),
  row('sandbox.write', 'sandbox', ['admin', ...makers], 'a sandbox is private, to leads and admins too'),
  row('space.open', 'space', everyone, 'a space shows what its owner sees'),
  row('space.start', 'space', everyone, 'a space works with the rights of its owner'),
  row('space.stop', 'space', everyone, 'an admin may end what costs money', ['admin']),
  row(
    'space.remote',
    'space',
    everyone,
    'an editor elsewhere works with the rights of the owner, where the file lets it',
  ),
  row('package.install', 'workspace', everyone, 'the allowed packages are for everybody'),
  row('package.publish', 'workspace', nobody, 'packages come from the upstream alone'),
  row('project.create', 'workspace', leads, 'leads begin projects'),
  row('person.see', 'workspace', everyone, 'colleagues find each other'),
  row('cost.see', 'workspace', overseers, 'those who oversee the workspace see what it costs'),
  row('person.add', 'workspace', nobody, 'people are added in the file and by a deployment'),
  row('access.change', 'workspace', nobody, 'rights are what this table says'),
  row('network.change', 'workspace', nobody, 'the network is changed in the file and deployed'),
];

const rows = new Map(accessTable.map((entry) => [entry.action, entry]));

/** The row of an action. */
export function rowOf(action: Action): AccessRow {
  const found = rows.get(action);
  if (found === undefined) throw new Error(`The access table has no row for ${action}.`);
  return found;
}
