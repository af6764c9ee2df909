import { createHash, randomBytes } from 'node:crypto';
import { makeUserCode } from './user-code.ts';

export const expiresInSeconds = 600;
export const intervalSeconds = 5;
/** Timers of clients are not exact. */
const toleranceMs = 500;
const mostWaiting = 256;

/** What a device is told when it asks to be let in. */
export interface BegunGrant {
  readonly deviceCode: string;
  readonly userCode: string;
}

/** What a device hears when it asks whether it has been allowed; the words are those of RFC 8628. */
export type PolledGrant =
  | { readonly error: 'authorization_pending' | 'slow_down' | 'expired_token' | 'access_denied' }
  | { readonly person: string; readonly device: string };

/**
 * Devices that wait to be allowed by a person at the portal.
 *
 * They live as long as the process: a device whose wait is forgotten hears that it has expired, and begins anew.
 */
export interface DeviceGrants {
  /** Undefined while too many wait. */
  begin(device: string): BegunGrant | undefined;
  /** The name of the device that waits with a code. */
  waiting(userCode: string): string | undefined;
  allow(userCode: string, person: string): boolean;
  refuse(userCode: string): boolean;
  /** Once: with the answer the wait is over. */
  poll(deviceCode: string): PolledGrant;
}

interface Wait {
  readonly userCode: string;
  readonly device: string;
  readonly endsAtMs: number;
  intervalMs: number;
  polledAtMs: number;
  answer: { readonly person: string } | 'refused' | undefined;
}

export function deviceGrants(now: () => number = Date.now): DeviceGrants {
  const waits = new Map<string, Wait>();
  const ofCode = (userCode: string) =>
    waits.values().find((wait) => wait.userCode === userCode && wait.answer === undefined && now() < wait.endsAtMs);
  const decide = (userCode: string, answer: NonNullable<Wait['answer']>) => {
    const wait = ofCode(userCode);
    if (wait !== undefined) wait.answer = answer;
    return wait !== undefined;
  };
  return {
    begin: (device) => {
      for (const [digest, { endsAtMs }] of waits) if (endsAtMs <= now()) waits.delete(digest);
      if (waits.size >= mostWaiting) return undefined;
      const [deviceCode, userCode] = [randomBytes(32).toString('base64url'), makeUserCode()];
      const endsAtMs = now() + expiresInSeconds * 1000;
      const intervalMs = intervalSeconds * 1000;
      waits.set(digestOf(deviceCode), {
        ...{ userCode, device, endsAtMs, intervalMs },
        polledAtMs: Number.NEGATIVE_INFINITY,
        answer: undefined,
      });
      return { deviceCode, userCode };
    },
    waiting: (userCode) => ofCode(userCode)?.device,
    allow: (userCode, person) => decide(userCode, { person }),
    refuse: (userCode) => decide(userCode, 'refused'),
    poll: (deviceCode) => {
      const digest = digestOf(deviceCode);
      const wait = waits.get(digest);
      if (wait === undefined || wait.endsAtMs <= now()) return { error: 'expired_token' };
      const isEarly = now() < wait.polledAtMs + wait.intervalMs - toleranceMs;
      wait.polledAtMs = now();
      if (isEarly) {
        wait.intervalMs += intervalSeconds * 1000;
        return { error: 'slow_down' };
      }
      if (wait.answer === undefined) return { error: 'authorization_pending' };
      waits.delete(digest);
      return wait.answer === 'refused'
        ? { error: 'access_denied' }
        : { person: wait.answer.person, device: wait.device };
    },
  };
}

function digestOf(deviceCode: string): string {
  return createHash('sha256').update(deviceCode).digest('hex');
}
