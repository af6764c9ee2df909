import { createHash } from 'node:crypto';
import type { World } from '../world/world.ts';

/** The next key or object id of the form that KMS and many others use. */
export function newUuid(world: World, prefix: string): string {
  const hex = digestOf(world.newId(prefix));
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** A name as CloudFormation makes one for what has none: stack, logical id and something nobody else has. */
export function generatedName(world: World, stack: string | null, logicalId: string | null, longest = 64): string {
  const end = digestOf(world.newId('name')).slice(0, 12).toUpperCase();
  const beginning = [stack, logicalId].filter((part) => part !== null).join('-');
  return `${beginning.slice(0, longest - end.length - 1)}-${end}`;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
