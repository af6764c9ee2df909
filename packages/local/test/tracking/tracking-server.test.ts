import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { startTracking } from '../../src/tracking/tracking-server.ts';
import { newHost } from '../sandboxed-host.ts';

test("a server that is stopped while it is asked for a workspace is the machine's problem, and no bug", async () => {
  const host = await newHost();
  const tracking = await startTracking(host, [], () => undefined);
  const asked = Array.from({ length: 40 }, (_, index) => tracking.ensureWorkspaces([`shops-${index}`]));
  const answers = Promise.allSettled(asked);
  await tracking.stop();
  const late = tracking.ensureWorkspaces(['late']);
  await expect(late).rejects.toMatchObject({ code: 'TrackingUnreachable', whose: 'machine' });
  for (const answer of await answers) {
    if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'TrackingUnreachable' });
  }
  rmSync(dirname(host.state.root), { recursive: true });
}, 180_000);
