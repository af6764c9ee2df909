import { releaseInterfaces } from '../../kinds/network/network-interfaces.ts';
import { AwsFault } from '../../service/service.ts';
import { present } from '../../world/leaving.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';

/** Assumed. */
const stopMinutes = 2;

/** Resources that have run for a while and can be stopped, each as it is at this moment. */
export function runsOf(world: World, type: string): readonly StoredResource[] {
  return present(world, type).map((each) => settled(world, each));
}

function settled(world: World, run: StoredResource): StoredResource {
  const { stopsMs } = run.attributes;
  if (run.status !== 'Stopping' || typeof stopsMs !== 'number' || stopsMs > world.clock.nowMs()) return run;
  const stopped = { ...run, status: 'Stopped' };
  world.resources.put(stopped);
  return stopped;
}

/** One that somebody asks for: time passes until it is stopped, where it is being stopped. */
export function awaited(world: World, run: StoredResource): StoredResource {
  if (run.status === 'Stopping') world.clock.advanceTo(Number(run.attributes.stopsMs ?? 0));
  return settled(world, run);
}

/**
 * Stops one some minutes from now; its interfaces go as all do.
 *
 * @throws AwsFault where it does not run
 */
export function stop(world: World, run: StoredResource, running: string): void {
  if ((run.status ?? running) !== running)
    throw new AwsFault('ValidationException', `The request was rejected because it is in status ${run.status}.`);
  const stopsMs = world.clock.nowMs() + stopMinutes * 60_000;
  world.resources.put({ ...run, status: 'Stopping', attributes: { ...run.attributes, stopsMs } });
  releaseInterfaces(world, run);
}
