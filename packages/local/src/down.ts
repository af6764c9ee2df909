import { setTimeout } from 'node:timers/promises';
import { Problem, shellWord } from '@atelier/problem';
import { controlClient } from './control/control-client.ts';
import { endOrphans } from './processes/orphans.ts';
import { removeSocketsFolder } from './state/sockets-folder.ts';
import { createStateFolder, hasState, type StateFolder } from './state-folder.ts';
import { isLocked, type Lock, supervisorPid, takeLock } from './supervisor/lock.ts';
import { answers } from './up.ts';

/** Whether there was anything to bring down, and whether it had to be forced. */
export type DownOutcome = 'stopped' | 'killed' | 'was down';

const pollMillis = 50;
/** A workspace that cannot write down what it decides obeys nobody, and one of another version may say it in other words. */
const endedBySignal = ['AuditNotWritten', 'AnswerNotUnderstood'];

/**
 * Bring a workspace down; everything it keeps stays in its folder.
 *
 * A running flow is interrupted and goes on with the next run. A supervisor that has not ended within
 * `stopWithinSeconds` is killed, which loses nothing that was acknowledged. Safe to call when nothing is up: what a
 * killed supervisor left running is ended all the same.
 */
export async function down(given: StateFolder, stopWithinSeconds = 60): Promise<DownOutcome> {
  if (!hasState(given)) return 'was down';
  const state = createStateFolder(given);
  const wasUp = isLocked(state);
  await askToStop(state);
  const inTime = await untilUnlocked(state, stopWithinSeconds);
  if (!inTime) {
    signal(supervisorPid(state), 'SIGKILL');
    await untilUnlocked(state, stopWithinSeconds);
  }
  const lock = await lockToClear(state, stopWithinSeconds);
  const orphans = await endOrphans(state.root);
  removeSocketsFolder(state.run, state.sockets);
  lock.release();
  if (!inTime) return 'killed';
  return wasUp || orphans > 0 ? 'stopped' : 'was down';
}

/** Another "down" that is clearing away is waited for; a supervisor is not. */
async function lockToClear(state: StateFolder, seconds: number): Promise<Lock> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const lock = takeLock(state, 'clear');
    if (lock !== undefined) return lock;
    if (Date.now() > deadline || supervisorPid(state) !== undefined) throw stillUp(state);
    await setTimeout(pollMillis);
  }
}

/** Over its socket when it answers; by signal while the supervisor is still starting. */
async function askToStop(state: StateFolder): Promise<void> {
  try {
    if (await answers(state)) return await controlClient(state).stop();
  } catch (error) {
    if (!(error instanceof Problem) || !endedBySignal.includes(error.code)) throw error;
  }
  signal(supervisorPid(state), 'SIGTERM');
}

function stillUp(state: StateFolder): Problem {
  return new Problem({
    code: 'StillUp',
    message: `Some process still holds ${state.run}/lock.sqlite, and it neither answers nor can be known from what it wrote down.`,
    fix: `Find it with "fuser ${shellWord(`${state.run}/lock.sqlite`)}", end it, then run "atelier down" again.`,
    whose: 'machine',
    state: 'The workspace may still be up; nothing is lost.',
  });
}

function signal(pid: number | undefined, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, name);
  } catch (error) {
    // It has ended meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function untilUnlocked(state: StateFolder, seconds: number): Promise<boolean> {
  const deadline = Date.now() + seconds * 1000;
  while (isLocked(state)) {
    if (Date.now() > deadline) return false;
    await setTimeout(pollMillis);
  }
  return true;
}
