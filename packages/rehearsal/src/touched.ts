import { isDeepStrictEqual } from 'node:util';
import type { World } from '@atelier/simulated-aws';

/** Things that an account held before and that are otherwise now, or gone: `AWS::EC2::VPC vpc-0a1b2c3d`. */
export function touched(before: World, now: World): readonly string[] {
  return before.resources
    .list()
    .filter((thing) => !isDeepStrictEqual(now.resources.get(thing.type, thing.id), thing))
    .map(({ type, id }) => `${type} ${id}`);
}
