import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Shown } from './front-door.ts';
import type { KnownCaller } from './known-caller.ts';
import type { Origin } from './origins/origin.ts';
import type { ShownByProgram } from './tokens/caller-of-program.ts';
import { tokenOfUpgrade } from './tokens/token-of-upgrade.ts';
import { presentedToken } from './walls/presented-token.ts';
import { type DoorRefusal, refusal } from './walls/refusal.ts';

/** How people and programs are known. */
export interface KnownBy {
  /** SHA-256 of the owner's token, in hexadecimal. */
  readonly ownerTokenDigest: string;
  callerOfProgram(request: IncomingMessage): Promise<ShownByProgram>;
  callerOfCookie(headers: IncomingMessage['headers'], originText: string): KnownCaller | undefined;
}

/** Whoever a request is from: programs show a token at the portal alone, browsers a cookie of the origin that they ask. */
export async function askerOf(
  request: IncomingMessage,
  origin: Origin,
  originText: string,
  known: KnownBy,
): Promise<Shown> {
  const { headers } = request;
  const hasHeader = headers.authorization !== undefined;
  if (hasHeader || (origin.kind === 'portal' && tokenOfUpgrade(request) !== undefined)) {
    if (origin.kind !== 'portal') return forBrowsers(origin, originText);
    const presented = presentedToken(headers);
    if (presented !== undefined && matches(presented, known.ownerTokenDigest)) {
      return { caller: { kind: 'owner' }, by: "owner's token", shown: 'by a program' };
    }
    return known.callerOfProgram(request);
  }
  const found = known.callerOfCookie(headers, originText);
  if (found === undefined) return { unknown: 'nothing' };
  return { caller: { kind: 'person', person: found.person }, by: found.by, shown: 'by a cookie' };
}

/** The token may be a right one. Whose space it is, a stranger is not told. */
function forBrowsers({ kind }: Origin, originText: string): DoorRefusal {
  const message = `${originText} is for browsers, which sign in; the header Authorization is accepted at the portal alone.`;
  const path = kind === 'space' ? '/spaces/PERSON/PROJECT/' : '/projects/PROJECT/tracking';
  return refusal(401, 'OriginForBrowsers', message, `Ask ${path} of the portal; "atelier status" shows its address.`);
}

function matches(presented: string, digest: string): boolean {
  return timingSafeEqual(createHash('sha256').update(presented).digest(), Buffer.from(digest, 'hex'));
}
