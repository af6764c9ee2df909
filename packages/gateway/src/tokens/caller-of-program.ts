import type { IncomingMessage } from 'node:http';
import type { KnownCaller } from '../known-caller.ts';
import type { Requester } from '../requester.ts';
import { presentedToken } from '../walls/presented-token.ts';
import { type DoorRefusal, isRefusal, refusal } from '../walls/refusal.ts';
import { signerOf } from './caller-of-signature.ts';
import { holdBody, mostHeldBytes, type NotHeld } from './held-body.ts';
import { tokenOfUpgrade } from './token-of-upgrade.ts';
import type { Tokens } from './tokens.ts';

/** Somebody, why nobody is known, or a refusal that says more. */
export type ShownByProgram = Requester | { readonly unknown: 'nothing' | 'wrong' | 'late' } | DoorRefusal;

export interface ProgramGround {
  readonly tokens: Tokens;
  readonly now?: () => number;
}

/**
 * Whoever a program's request is from.
 *
 * By a token: as a bearer, behind `token` (Jupyter's clients), as the password of basic authentication, or as the session
 * token of AWS credentials that are none of ours. By a key pair of ours: by the signature, for which the body is read. By an
 * address, which ends in logs and histories, for a websocket of a space alone, and where no header says who it is.
 */
export async function callerOfProgram(
  { tokens, now = Date.now }: ProgramGround,
  request: IncomingMessage,
): Promise<ShownByProgram> {
  const authorization = request.headers.authorization ?? '';
  if (/^aws4-hmac-sha256 .*credential=atlk/i.test(authorization)) {
    if (request.headers['x-amz-security-token'] !== undefined) return twoCredentials();
    const signer = signerOf({ tokens, now }, request as IncomingMessage & { method: string; url: string });
    if ('unknown' in signer || isRefusal(signer)) return signer;
    const body = request.headers.upgrade === undefined ? await holdBody(request) : Buffer.alloc(0);
    return typeof body === 'string' ? notHeld(body) : requester(signer.callerOf(body), 'by a signature');
  }
  const presented = tokenOfUpgrade(request) ?? presentedToken(request.headers);
  if (presented === undefined) return { unknown: authorization === '' ? 'nothing' : 'wrong' };
  return requester(tokens.find(presented), 'by a program');
}

function requester(
  found: KnownCaller | { readonly unknown: 'wrong' | 'late' } | DoorRefusal,
  shown: Requester['shown'],
): ShownByProgram {
  if ('unknown' in found || isRefusal(found)) return found;
  const { person, by, narrowed } = found;
  return { caller: { kind: 'person', person, ...(narrowed && { narrowed }) }, by, shown };
}

function twoCredentials(): DoorRefusal {
  const message = 'The request has a session token beside a key pair of ours; accepted is one of the two.';
  return refusal(403, 'SignatureNotAccepted', message, 'Leave the session token out (AWS_SESSION_TOKEN).');
}

function notHeld(why: NotHeld): DoorRefusal {
  switch (why) {
    case 'too long': {
      const message = `The body of a signed request is longer than the ${mostHeldBytes} bytes that are accepted.`;
      return refusal(413, 'BodyTooLong', message, 'Send less at once, or use a token in place of the key pair.');
    }
    case 'too many':
      return refusal(
        503,
        'TooManySigned',
        'More signed requests are being read than are taken at once.',
        'Ask again in a moment.',
      );
    case 'not all there':
      return refusal(408, 'BodyNotThere', 'The body did not come whole within a minute.', 'Send it again.');
  }
}
