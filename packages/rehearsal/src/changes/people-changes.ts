import type { Workspace } from '@atelier/core';
import { type Change, carriedOut } from './change.ts';

/** One person more, who is a member of the first project. */
export const personMore: Change = {
  id: 'person-more',
  apply: (workspace) => ({
    workspace: withOneMore(workspace),
    what: 'one person more',
    // Shared spaces reach the projects of which everybody is a member who runs jobs.
    expects: workspace.studio.spaces === 'shared' ? carriedOut('people', 'foundation') : carriedOut('people'),
  }),
};

function withOneMore(workspace: Workspace): Workspace {
  const name = 'rehearsed-guest';
  const guest = { name, role: 'viewer', signInName: name, profile: name } as const;
  const [first, ...others] = workspace.projects;
  const projects = first === undefined ? [] : [{ ...first, members: [...first.members, name] }, ...others];
  return { ...workspace, people: [...workspace.people, guest], projects };
}
