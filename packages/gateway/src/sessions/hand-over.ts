import { isSameSecret, secretValue } from './secret-value.ts';
import { shortLived } from './short-lived.ts';

const goodForMs = 60_000;

/** Where somebody who is signed in at the portal is sent on to. */
export interface PassedOn {
  /** Of the portal. */
  readonly session: string;
  readonly audience: string;
  /** Random text of the browser that asked at that origin. */
  readonly state: string;
  /** Path there, with its query. */
  readonly path: string;
}

/** Codes by which a session goes from the portal to another origin: each works once, there, in that browser, for a minute. */
export interface HandOver {
  give(entrance: PassedOn): string;
  /** Whatever comes of it, the code is used up. */
  take(code: string, at: { readonly audience: string; readonly state: string }): PassedOn | undefined;
}

/** Codes that live as long as the process: who asks with one of an earlier process is sent to the portal again. */
export function handOver(now: () => number = Date.now): HandOver {
  const given = shortLived<PassedOn>(goodForMs, now);
  return {
    give: (entrance) => {
      const code = secretValue();
      given.put(code, entrance);
      return code;
    },
    take: (code, { audience, state }) => {
      const found = given.take(code);
      return found?.audience === audience && isSameSecret(found.state, state) ? found : undefined;
    },
  };
}
