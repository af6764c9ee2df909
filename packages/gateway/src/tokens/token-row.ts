import type { KnownCaller } from '../known-caller.ts';
import type { ListedToken } from './listed-token.ts';

/** A row of the table. */
export interface TokenRow extends ListedToken {
  readonly digest: Uint8Array;
  readonly person: string;
}

const noteUseEveryMs = 60_000;

/** Whoever a token lets in. */
export function callerIn({ person, scope, project }: TokenRow, by: string): KnownCaller {
  const isWhole = scope === 'all' && project === null;
  return { person, by, ...(!isWhole && { narrowed: { scope, project } }) };
}

/** Whether its last use has been written down within the last minute. */
export function isUsedLately({ usedAtMs }: TokenRow, nowMs: number): boolean {
  return usedAtMs !== null && nowMs < usedAtMs + noteUseEveryMs;
}

/** What may be told of it. */
export function listedOf(row: TokenRow): ListedToken {
  const { id, name, scope, project, accessKeyId, madeAtMs, endsAtMs, usedAtMs } = row;
  return { id, name, scope, project, accessKeyId, madeAtMs, endsAtMs, usedAtMs };
}
