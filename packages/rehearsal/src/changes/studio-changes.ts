import type { Studio, Workspace } from '@atelier/core';
import { putImage } from '../put-given.ts';
import { putRunningApp } from '../put-running-app.ts';
import { type Change, type Changed, carriedOut, refusedWith, undone } from './change.ts';

function withStudio(workspace: Workspace, part: Partial<Studio>): Workspace {
  return { ...workspace, studio: { ...workspace.studio, ...part } };
}

function withDockerSwitched(workspace: Workspace): Pick<Changed, 'workspace' | 'what'> {
  const { docker } = workspace.studio;
  // In an isolated network images come from the accounts that are named, AWS's own deep learning one among them.
  const trustedAccounts = docker.trustedAccounts.length > 0 ? docker.trustedAccounts : ['763104351884'];
  return {
    workspace: withStudio(workspace, { docker: { enabled: !docker.enabled, trustedAccounts } }),
    what: `docker switched ${docker.enabled ? 'off' : 'on'}`,
  };
}

const docker: Change = {
  id: 'docker',
  apply: (workspace) => ({
    ...withDockerSwitched(workspace),
    expects: carriedOut('network', 'foundation', 'people', 'project', 'spaces'),
    back: undone('network', 'foundation', 'people', 'project', 'spaces'),
  }),
};

const dockerWhileAppRuns: Change = {
  id: 'docker-while-app-runs',
  apply: (workspace) => {
    const { workspace: changed, what } = withDockerSwitched(workspace);
    return {
      workspace: changed,
      what: `${what} while an app runs`,
      expects: refusedWith('AppsRunning'),
      arrange: putRunningApp,
    };
  },
};

const idleStop: Change = {
  id: 'idle-stop',
  apply: (workspace) => {
    const before = workspace.studio.idleStop ?? { afterMinutes: 60, minMinutes: null, maxMinutes: null };
    const afterMinutes = before.afterMinutes + 30;
    const maxMinutes = before.maxMinutes === null ? null : Math.max(before.maxMinutes, afterMinutes);
    const what = `idle spaces are stopped after ${afterMinutes} minutes`;
    return {
      workspace: withStudio(workspace, { idleStop: { ...before, afterMinutes, maxMinutes } }),
      ...{ what, expects: carriedOut('foundation'), back: undone('foundation') },
    };
  },
};

const image: Change = {
  id: 'image',
  apply: (workspace) => {
    const there = workspace.studio.image;
    const other = { name: 'rehearsed-image', appConfig: 'rehearsed-config' };
    return {
      workspace: withStudio(workspace, { image: there === null ? other : null }),
      what: there === null ? 'an image of its own' : "AWS's image in the place of its own",
      expects: carriedOut('foundation', 'spaces', 'people'),
      back: undone('foundation', 'spaces', 'people'),
      ...(there === null ? { arrange: (world) => putImage(world, other) } : {}),
    };
  },
};

const spaces: Change = {
  id: 'spaces',
  apply: (workspace) => {
    const kind = workspace.studio.spaces === 'private' ? 'shared' : 'private';
    const before = workspace.studio.spaces;
    return {
      workspace: withStudio(workspace, { spaces: kind }),
      what: `spaces ${kind} in the place of ${before}`,
      expects: carriedOut('foundation', 'people', 'project', 'spaces'),
      ...backOf(before),
    };
  },
};

/** Spaces of people stay with their disks, and have their names; the stack of shared ones stays with them. */
function backOf(before: Studio['spaces']): Pick<Changed, 'back'> {
  if (before === 'none') return {};
  return {
    back: before === 'private' ? refusedWith('NameKept') : carriedOut('foundation', 'people', 'project', 'spaces'),
  };
}

/** Changes of Studio. */
export const studioChanges: readonly Change[] = [docker, dockerWhileAppRuns, idleStop, image, spaces];
