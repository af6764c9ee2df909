import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Asker } from './asker.ts';
import type { Shown } from './front-door.ts';
import type { KnownCaller } from './known-caller.ts';
import type { Origin } from './origins/origin.ts';
import { presentedToken } from './walls/presented-token.ts';

/** How people and programs are known. */
export interface KnownBy {
  /** SHA-256 of the owner's token, in hexadecimal. */
  readonly ownerTokenDigest: string;
  callerOfCookie(headers: IncomingMessage['headers'], originText: string): KnownCaller | undefined;
}

/** Whoever a request is from: programs show a token at the portal alone, browsers a cookie of the origin that they ask. */
export function askerOf({ headers }: IncomingMessage, origin: Origin, originText: string, known: KnownBy): Shown {
  if (headers.authorization !== undefined) {
    const presented = origin.kind === 'portal' ? presentedToken(headers) : undefined;
    if (presented !== undefined && matches(presented, known.ownerTokenDigest)) {
      return { caller: { kind: 'owner' }, by: "owner's token", shown: 'by a program' };
    }
    return { unknown: 'wrong' };
  }
  const found = known.callerOfCookie(headers, originText);
  return found === undefined ? { unknown: 'nothing' } : personOf(found, 'by a cookie');
}

function personOf({ person, by, narrowed }: KnownCaller, shown: Asker['shown']): Asker {
  return { caller: { kind: 'person', person, ...(narrowed && { narrowed }) }, by, shown };
}

function matches(presented: string, digest: string): boolean {
  return timingSafeEqual(createHash('sha256').update(presented).digest(), Buffer.from(digest, 'hex'));
}
