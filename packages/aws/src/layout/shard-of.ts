import { createHash } from 'node:crypto';

/**
 * How many stacks the people of a workspace are spread over; each holds 31 of 1,000 people on average.
 *
 * It can never change: a person who moves to another stack would lose role and profile on the way.
 */
const shardCount = 32;

/** The stack of a person, from the name alone: `00` to `31`. Nobody moves when somebody comes or goes. */
export function shardOf(person: string): string {
  const digest = createHash('sha256').update(person).digest();
  return String(digest.readUInt32BE(0) % shardCount).padStart(2, '0');
}
