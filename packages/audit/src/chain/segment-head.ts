import type { ChainFault } from './chain-fault.ts';

/** The first line of each file of a log. */
export interface SegmentHead {
  readonly segment: number;
  readonly workspace: string;
  readonly writer: string;
  /** Random, so that two logs of one name are two. */
  readonly chain: string;
  /** Why what came before is not whole, and this begins anew; null: it goes on. */
  readonly unfollowed: ChainFault | null;
}

/** The head in a line's fields; undefined when it is another line. */
export function headIn(fields: Readonly<Record<string, unknown>>): SegmentHead | undefined {
  return typeof fields.segment === 'number' && typeof fields.writer === 'string'
    ? (fields as unknown as SegmentHead)
    : undefined;
}
