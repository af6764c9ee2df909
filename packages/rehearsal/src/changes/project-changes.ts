import { type Change, carriedOut, inFirstProject, refusedWith, undone } from './change.ts';

const noProject = 'The file has no project.';
const noWarehouse = 'No project has a warehouse.';

const notifyMore: Change = {
  id: 'notify-more',
  apply: (workspace) => {
    const notify = (before: readonly string[]) => [...before, 'rehearsed@example.com'];
    const made = inFirstProject(workspace, noProject, (project) => ({ ...project, notify: notify(project.notify) }));
    if ('why' in made) return made;
    return { ...made, what: `one address more hears of ${made.project}`, expects: carriedOut('foundation', 'project') };
  },
};

const notifyLess: Change = {
  id: 'notify-less',
  apply: (workspace) => {
    const made = inFirstProject(workspace, 'No project notifies anybody.', (project) =>
      project.notify.length === 0 ? null : { ...project, notify: project.notify.slice(0, -1) },
    );
    if ('why' in made) return made;
    const what = `one address less hears of ${made.project}`;
    return { ...made, what, expects: carriedOut('foundation', 'project'), back: undone('foundation', 'project') };
  },
};

const projectMore: Change = {
  id: 'project-more',
  apply: (workspace) => {
    const [like] = workspace.projects;
    if (like === undefined) return { why: noProject };
    const nothing = { flows: [], buckets: [], deliverFrom: null, notebooks: null, notify: [], monthlyUsd: null };
    const project = { ...like, ...nothing, name: 'rehearsed', members: like.members.slice(0, 1) };
    return {
      workspace: { ...workspace, projects: [...workspace.projects, project] },
      what: 'one project more',
      expects: carriedOut('network', 'foundation', 'project', 'people', 'spaces'),
      // The stack of a project that is out of the file stays.
      back: carriedOut('network', 'foundation', 'project', 'people', 'spaces'),
      rightsStay: true,
    };
  },
};

const delivery: Change = {
  id: 'delivery',
  apply: (workspace) => {
    const sender = 'arn:aws:iam::444455556666:role/rehearsed-feed';
    const made = inFirstProject(workspace, noProject, (project) => {
      const { senders = [], organization = null } = project.deliverFrom ?? {};
      return { ...project, deliverFrom: { senders: [...senders, sender], organization } };
    });
    if ('why' in made) return made;
    const what = `one sender more delivers to ${made.project}`;
    // The key is opened to senders too.
    return { ...made, what, expects: carriedOut('network', 'project'), back: undone('network', 'project') };
  },
};

const warehouseCapacity: Change = {
  id: 'warehouse-capacity',
  apply: (workspace) => {
    const made = inFirstProject(workspace, noWarehouse, (project) => {
      if (project.warehouse === null) return null;
      const baseCapacity = project.warehouse.baseCapacity + 8;
      const most = project.warehouse.maxCapacity;
      const maxCapacity = most === null ? null : Math.max(most, baseCapacity);
      return { ...project, warehouse: { ...project.warehouse, baseCapacity, maxCapacity } };
    });
    if ('why' in made) return made;
    const what = `a larger warehouse for ${made.project}`;
    return { ...made, what, expects: carriedOut('project'), back: undone('project') };
  },
};

const warehouseNone: Change = {
  id: 'warehouse-none',
  apply: (workspace) => {
    const made = inFirstProject(workspace, noWarehouse, (project) =>
      project.warehouse === null ? null : { ...project, warehouse: null },
    );
    if ('why' in made) return made;
    const what = `no warehouse for ${made.project}`;
    const { network, projects } = made.workspace;
    const isLast = projects.every(({ warehouse }) => warehouse === null);
    // Its third zone would go while the project's stack still stands in it.
    if (isLast && network.kind === 'new' && network.zones < 3)
      return { ...made, what, expects: refusedWith('ExportInUse') };
    return {
      ...{ ...made, what },
      expects: carriedOut('network', 'foundation', 'project', 'people', 'spaces'),
      // Its data stays in the account, and has the name.
      back: refusedWith('NameKept'),
    };
  },
};

/** Changes of projects. */
export const projectChanges: readonly Change[] = [
  notifyMore,
  notifyLess,
  projectMore,
  delivery,
  warehouseCapacity,
  warehouseNone,
];
