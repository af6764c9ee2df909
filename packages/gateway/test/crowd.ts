import { join } from 'node:path';
import { loadWorkspace, type Role, roles, type Workspace } from '@atelier/core';

const example = join(import.meta.dirname, '../../../examples/acme/atelier.yaml');
const loaded = await loadWorkspace(example);
if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
const { workspace } = loaded;

/** Projects of the crowd with the names of their endpoints; both have one that is called "shared". */
export const endpointsOf = { acme: ['sales', 'shared'], beta: ['shared', 'gone'] } as const;

type ProjectName = keyof typeof endpointsOf;

/** The name of whoever has a role in a project, or in `none`. */
export function personIn(role: Role, project: ProjectName | 'none'): string {
  return `${role}.${project}`;
}

/** Everybody of the crowd: each role in acme, in beta, in none. */
export const crowd = roles.flatMap((role) =>
  (['acme', 'beta', 'none'] as const).map((of) => ({ role, of, name: personIn(role, of) })),
);

/** Two projects with a flow for each endpoint and a shared space, and a crowd of people. */
export function crowdedWorkspace(tracking: 'app' | 'server' = 'server'): Workspace {
  const [project] = workspace.projects;
  const flow = project?.flows[0];
  if (project === undefined || flow === undefined) throw new Error('the example has no flow');
  return {
    ...workspace,
    tracking: trackingOf(tracking),
    studio: { ...workspace.studio, spaces: 'shared' },
    people: crowd.map(({ name, role }) => ({ name, role, signInName: name, profile: name })),
    projects: (['acme', 'beta'] as const).map((name) => ({
      ...project,
      name,
      members: roles.map((role) => personIn(role, name)),
      flows: endpointsOf[name].map((endpoint) => ({
        ...flow,
        flow: endpoint,
        serving: { ...flow.serving, endpoint },
      })),
    })),
  };
}

/** An app lets only those in who may write; a server tells reading from writing. */
function trackingOf(kind: 'app' | 'server'): Workspace['tracking'] {
  if (workspace.tracking.kind !== 'server') throw new Error('the example has no tracking server');
  const { scope: _, hours: __, size: ___, version: ____, ...store } = workspace.tracking;
  return kind === 'server' ? workspace.tracking : { ...store, kind };
}

/** The same without somebody: as a member of each project, or altogether. */
export function without(from: Workspace, person: string, where: 'projects' | 'file'): Workspace {
  const stays = (name: string) => name !== person;
  return {
    ...from,
    projects: from.projects.map((project) => ({ ...project, members: project.members.filter(stays) })),
    people: where === 'file' ? from.people.filter(({ name }) => stays(name)) : from.people,
  };
}
