import type { Tracking, TrackingAppSettings, TrackingServerSettings, Workspace } from '@atelier/core';
import { type Change, carriedOut, refusedWith, undone } from './change.ts';

const noTracking = 'The file has no tracking.';

const trackingNone: Change = {
  id: 'tracking-none',
  apply: (workspace) =>
    workspace.tracking.kind === 'none'
      ? { why: noTracking }
      : {
          workspace: { ...workspace, tracking: { kind: 'none' } },
          what: 'no tracking',
          expects: carriedOut('network', 'foundation', 'project', 'people', 'spaces'),
          // What was logged stays in the account, and has the name.
          back: refusedWith('NameKept'),
        },
};

const trackingKind: Change = {
  id: 'tracking-kind',
  apply: (workspace) => {
    const { tracking } = workspace;
    if (tracking.kind === 'none') return { why: noTracking };
    const other = tracking.kind === 'server' ? appLike(tracking) : serverLike(tracking);
    return {
      workspace: { ...workspace, tracking: other },
      what: `tracking as ${other.kind} in the place of ${tracking.kind}`,
      expects: refusedWith('WouldBeLost'),
    };
  },
};

function appLike({ name, autoRegister, bucket, prefix, maintenance }: TrackingServerSettings): TrackingAppSettings {
  return { kind: 'app', name, autoRegister, bucket, prefix, maintenance };
}

function serverLike(app: TrackingAppSettings): TrackingServerSettings {
  return { ...app, kind: 'server', scope: 'project', hours: null, size: 'Small', version: null };
}

const trackingHours: Change = {
  id: 'tracking-hours',
  apply: (workspace) => {
    const { tracking } = workspace;
    if (tracking.kind !== 'server') return { why: 'The file has no tracking server.' };
    return {
      workspace: withHours(workspace, tracking),
      what: tracking.hours === null ? 'tracking servers run in hours' : 'tracking servers always run',
      expects: carriedOut('network', 'foundation', 'project', 'people'),
      back: undone('network', 'foundation', 'project', 'people'),
    };
  },
};

function withHours(workspace: Workspace, server: TrackingServerSettings): Workspace {
  const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'] as const;
  const hours = server.hours === null ? { from: '08:00', to: '18:00', days, timeZone: 'Europe/Berlin' } : null;
  const tracking: Tracking = { ...server, hours };
  return { ...workspace, tracking };
}

/** Changes of tracking. */
export const trackingChanges: readonly Change[] = [trackingNone, trackingKind, trackingHours];
