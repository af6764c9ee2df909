import { type AuditLog, type LogPlace, openAuditLog } from '@atelier/audit';
import type { Workspace } from '@atelier/core';
import { apiApp } from '../api/api-app.ts';
import { controlApp } from '../control/control-app.ts';
import { findHost } from '../find-host.ts';
import { refuseFullDisk } from '../full-disk.ts';
import type { Host } from '../host.ts';
import { endOrphans } from '../processes/orphans.ts';
import { callerAtFrontDoor, callerAtSocket } from '../routes/caller-at-socket.ts';
import { listenOnSocket } from '../routes/listen-on-socket.ts';
import { tightenState } from '../state/tighten-state.ts';
import { createStateFolder, type StateFolder, socketPath } from '../state-folder.ts';
import { type Lock, takeLock } from './lock.ts';
import { type Supervisor, startSupervisor } from './supervisor.ts';

/** Less free space than this, and a warehouse or a journal could soon not be written. */
const leastFreeMegabytes = 200;

/** A folder that is moved or removed is noticed before somebody has typed the next command. */
const watchMillis = 250;

export interface SuperviseEvents {
  /** Everything is ready. */
  ready(): void;
  /** Another supervisor of this workspace is alive, so this one has nothing to do. */
  alreadyUp(): void;
  /** One-way news for the log. */
  tell(news: string): void;
}

/** Where a supervisor works. */
interface SupervisorPlace {
  readonly state: StateFolder;
  /** The caller's. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Be the supervisor of a workspace until it is asked to stop, or `signal` aborts.
 *
 * Only one supervisor of a workspace lives at a time: a second call returns at once.
 */
export async function supervise(
  { state, environment }: SupervisorPlace,
  workspace: Workspace,
  events: SuperviseEvents,
  signal: AbortSignal,
): Promise<void> {
  // Before anything is tried: making a sandbox writes.
  refuseFullDisk(createStateFolder(state).root, leastFreeMegabytes);
  const lock = takeLock(state, 'supervise');
  if (lock === undefined) return events.alreadyUp();
  try {
    // Again: a "down" that held the lock until now has taken the sockets' folder away.
    const made = createStateFolder(state);
    tightenState(made.root);
    const orphans = await endOrphans(made.root);
    if (orphans > 0) events.tell(`ended ${orphans} processes that a killed supervisor had left`);
    const place = { folder: made.audit, workspace: workspace.name, writer: 'supervisor', tell: events.tell };
    await using audit = openedAudit(place);
    const host = await findHost(made, environment);
    const supervisor = await startSupervisor(host, workspace, events.tell);
    const watch = stopWhenLost(lock, supervisor, host, events.tell);
    try {
      await serve({ supervisor, host, audit }, events, signal);
    } finally {
      supervisor.stop();
      await supervisor.stopped;
      clearInterval(watch);
    }
  } finally {
    // Where the lock is lost, what carries the workspace's mark may be another supervisor's by now.
    if (!lock.isLost()) await endOrphans(state.root);
    lock.release();
  }
}

/** Closed when the supervisor has ended. */
function openedAudit(place: LogPlace): AuditLog & AsyncDisposable {
  const log = openAuditLog(place);
  return { ...log, [Symbol.asyncDispose]: log.close };
}

interface Serving {
  readonly supervisor: Supervisor;
  readonly host: Host;
  readonly audit: AuditLog;
}

async function serve(
  { supervisor, host, audit }: Serving,
  events: SuperviseEvents,
  signal: AbortSignal,
): Promise<void> {
  signal.addEventListener('abort', supervisor.stop);
  // Asked to end while it was still starting.
  if (signal.aborted) supervisor.stop();
  await using listening = new AsyncDisposableStack();
  const owners = { by: "owner's socket", callerOf: callerAtSocket, record: audit.append };
  const frontDoors = { by: 'front door', callerOf: callerAtFrontDoor, record: audit.append };
  // The owner's first: who finds the other one may ask there too.
  listening.defer(await listenOnSocket(controlApp(supervisor, owners), host.state.controlSocket));
  listening.defer(await listenOnSocket(apiApp(supervisor, owners), host.state.apiSocket));
  const people = socketPath({ sockets: host.state.innerSockets }, 'people');
  listening.defer(await listenOnSocket(apiApp(supervisor, frontDoors), people));
  events.ready();
  await supervisor.stopped;
}

/** Once the folder is elsewhere nobody finds this supervisor any more. */
function stopWhenLost(
  lock: Lock,
  supervisor: Supervisor,
  { state }: Host,
  tell: (news: string) => void,
): NodeJS.Timeout {
  const watch = setInterval(() => {
    if (!lock.isLost()) return;
    clearInterval(watch);
    tell(`the folder ${state.run} was moved or removed while the workspace was up: it goes down`);
    supervisor.stop();
  }, watchMillis);
  return watch;
}
