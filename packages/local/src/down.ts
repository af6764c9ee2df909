import { gatewayClient } from './gateway/gateway-client.ts';
import { createStateFolder, type StateFolder } from './state-folder.ts';
import { lockHolder, takeLock } from './supervisor/lock.ts';
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
  createStateFolder(state);
  const pid = lockHolder(state);
  if (pid !== undefined) await askToStop(state, pid);
  const inTime = await untilUnlocked(state, stopWithinSeconds);
  if (!inTime && pid !== undefined) {
    process.kill(pid, 'SIGKILL');
    await untilUnlocked(state, stopWithinSeconds);
  }
  const lock = takeLock(state);
  const orphans = lock === undefined ? 0 : endOrphans(state.root);
  lock?.release();
  if (!inTime) return 'killed';
  return pid !== undefined || orphans > 0 ? 'stopped' : 'was down';
}

/** Over the gateway when it answers; by signal while the supervisor is still starting. */
async function askToStop(state: StateFolder, pid: number): Promise<void> {
  if (await answers(state)) await gatewayClient(state).stop();
  else process.kill(pid, 'SIGTERM');
}

async function untilUnlocked(state: StateFolder, seconds: number): Promise<boolean> {
  const deadline = Date.now() + seconds * 1000;
  while (lockHolder(state) !== undefined) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, pollMillis));
  }
  return true;
}
