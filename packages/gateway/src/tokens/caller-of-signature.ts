import { createHash, timingSafeEqual } from 'node:crypto';
import type { KnownCaller } from '../known-caller.ts';
import { type DoorRefusal, refusal } from '../walls/refusal.ts';
import { canonicalRequest, headerValue, type SignedRequest } from './canonical-request.ts';
import { readSignatureHead, type SignatureHead } from './signature-head.ts';
import { signatureOf } from './signature-of.ts';
import type { Tokens, Unknown } from './tokens.ts';

const minuteMs = 60_000;
/** How far a request's date may be from ours, as at AWS. */
const mostSkewMs = 5 * minuteMs;

/** Somebody by a signature, once the body has shown that it is the one that was signed. */
export interface Signer {
  /** Whoever it is; a refusal when the body, or anything else that was signed, is another. */
  callerOf(body: Buffer): KnownCaller | DoorRefusal;
}

export interface SignatureGround {
  readonly tokens: Pick<Tokens, 'findKey'>;
  now(): number;
}

/**
 * Look at the signature of a request by its head, before the body is read; a body is read for whoever has a key alone.
 *
 * Held to: a key of ours that has not ended; the service sagemaker in any region; a date within five minutes; host,
 * x-amz-date, content-type and every x-amz- header signed, each there once. A request that is sent again within these five
 * minutes is answered again, as at AWS: clients send the same one twice within a second, and a person's own replay takes
 * whoever reads the loopback of this machine.
 */
export function signerOf(ground: SignatureGround, request: SignedRequest): Signer | DoorRefusal | Unknown {
  const head = readSignatureHead(headerValue(request.rawHeaders, 'authorization'));
  if (head === undefined) return wrongSignature('its parts are not those of Signature Version 4');
  const fault = faultOf(head, request, ground.now());
  if (fault !== undefined) return wrongSignature(fault);
  const found = ground.tokens.findKey(head.accessKeyId);
  if ('unknown' in found) return found;
  return {
    callerOf: (body) => {
      const digest = createHash('sha256').update(body).digest('hex');
      const claimed = headerValue(request.rawHeaders, 'x-amz-content-sha256');
      if (claimed !== '' && claimed !== digest) return wrongSignature('the body is not the one that was signed');
      const canonical = canonicalRequest(request, head.signedHeaders, digest);
      const moment = headerValue(request.rawHeaders, 'x-amz-date');
      const ours = signatureOf(found.secretAccessKey, head, moment, canonical);
      const isRight = timingSafeEqual(ours, Buffer.from(head.signature, 'hex'));
      return isRight ? found.caller : wrongSignature('it is not the one of this request and key');
    },
  };
}

function faultOf(head: SignatureHead, { rawHeaders }: SignedRequest, nowMs: number): string | undefined {
  const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
  const moment = headerValue(rawHeaders, 'x-amz-date');
  const atMs = timeOf(moment);
  const unsigned = names.find((name) => mustBeSigned(name) && !head.signedHeaders.includes(name));
  const absent = head.signedHeaders.find((name) => !names.includes(name));
  if (new Set(names).size !== names.length) return 'a header comes twice';
  if (head.service !== 'sagemaker') return `it is for the service ${head.service}; accepted is sagemaker`;
  if (atMs === undefined) return 'it has no x-amz-date of the form 20260131T235959Z';
  if (!moment.startsWith(head.day)) return 'the day of its credential is not that of x-amz-date';
  if (Math.abs(nowMs - atMs) > mostSkewMs) return 'its date is more than five minutes from the time here';
  if (unsigned !== undefined) return `the header ${unsigned} is not among those that are signed`;
  if (!head.signedHeaders.includes('host')) return 'the header host is not among those that are signed';
  if (absent !== undefined) return `the header ${absent} is signed and not there`;
  return undefined;
}

/** What changes the meaning of a request, by AWS's own rule. */
function mustBeSigned(name: string): boolean {
  return name === 'host' || name === 'content-type' || name.startsWith('x-amz-');
}

function timeOf(moment: string): number | undefined {
  const [, ...parts] = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(moment) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  if (second === undefined) return undefined;
  const atMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(atMs) ? undefined : atMs;
}

function wrongSignature(why: string): DoorRefusal {
  const message = `The signature of the request is not accepted: ${why}.`;
  const fix =
    'Sign it by the key pair of "atelier token make NAME --aws", with an AWS client and the clock of this machine.';
  return refusal(403, 'SignatureNotAccepted', message, fix);
}
