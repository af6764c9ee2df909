import type { Workspace } from '@atelier/core';
import type { World } from '@atelier/simulated-aws';
import { workKey } from './journeys/data-journeys.ts';
import { namesIn, type Place } from './journeys/tried-journey.ts';

/** Text of the object that is put into each project's data. */
export const workText = 'day,units\n2100-01-04,7\n';

/** Puts an object into the data of each project, as its people do. */
export function putWork(world: World, workspace: Workspace): void {
  for (const bucket of dataBuckets(workspace, world))
    world.objects.put(bucket, workKey, Buffer.from(workText), world.newId('version'));
}

/** Names of the buckets with the data of projects. */
export function dataBuckets(workspace: Workspace, place: Place): readonly string[] {
  return workspace.projects.map(({ name }) => namesIn(workspace, place).projectBucket(name, 'data'));
}
