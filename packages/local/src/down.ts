import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { gatewayClient } from './gateway/gateway-client.ts';
import { createStateFolder, type StateFolder } from './state-folder.ts';
import { isLocked, supervisorPid, takeLock } from './supervisor/lock.ts';
import { answers } from './up.ts';
import { endOrphans } from './worker/orphans.ts';

/** Whether there was anything to bring down, and whether it had to be forced. */
export type DownOutcome = 'stopped' | 'killed' | 'was down';

const pollMillis = 50;

/**
 * Bring a workspace down; everything it keeps stays in its folder.
 *
 * A running flow is interrupted and goes on with the next run. A supervisor that has not ended within
 * `stopWithinSeconds` is killed, which loses nothing that was acknowledged. Safe to call when nothing is up: what a
 * killed supervisor left running is ended all the same.
 */
export async function down(state: StateFolder, stopWithinSeconds = 60): Promise<DownOutcome> {
  if (!existsSync(state.root)) return 'was down';
  createStateFolder(state);
  const wasUp = isLocked(state);
  await askToStop(state);
  const inTime = await untilUnlocked(state, stopWithinSeconds);
  if (!inTime) {
    signal(supervisorPid(state), 'SIGKILL');
    await untilUnlocked(state, stopWithinSeconds);
  }
  const lock = takeLock(state, 'clear');
  const orphans = lock === undefined ? 0 : await endOrphans(state.root);
  lock?.release();
  if (!inTime) return 'killed';
  return wasUp || orphans > 0 ? 'stopped' : 'was down';
}

/** Over the gateway when it answers; by signal while the supervisor is still starting. */
async function askToStop(state: StateFolder): Promise<void> {
  if (await answers(state)) await gatewayClient(state).stop();
  else signal(supervisorPid(state), 'SIGTERM');
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
