import { Problem } from '@atelier/problem';
import type { Io } from '../io.ts';
import type { Login } from './login-file.ts';

const clientId = 'atelier';
const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
const answerWithinMs = 30_000;

/** What the front door tells a device that asks to be let in, as in RFC 8628. */
export interface DeviceAnswer {
  readonly device_code: string;
  readonly user_code: string;
  readonly verification_uri: string;
  readonly verification_uri_complete: string;
  readonly expires_in: number;
  readonly interval: number;
  readonly workspace: string;
}

/** Ask the front door to be let in. */
export async function beginDevice(url: string, deviceName: string): Promise<DeviceAnswer> {
  const { status, body } = await post(url, '/device/authorization', { client_id: clientId, device_name: deviceName });
  if (status === 200 && typeof body.device_code === 'string') return body as unknown as DeviceAnswer;
  throw noDoor(url, body.error === 'temporarily_unavailable' ? 'too many logins wait there' : `it answered ${status}`);
}

/** Wait until a person has allowed it. Problems LoginRefused, LoginExpired, Interrupted. */
export async function untilAllowed(io: Io, url: string, { device_code, interval }: DeviceAnswer): Promise<Login> {
  let seconds = interval;
  for (;;) {
    await pause(seconds * 1000, io.interrupted);
    const { status, body } = await post(url, '/device/token', {
      ...{ client_id: clientId, grant_type: grantType, device_code },
    });
    if (status === 200) {
      const { person, access_token: token, token_id: tokenId } = body as Record<string, string>;
      return { person, url, token, tokenId } as Login;
    }
    if (body.error === 'slow_down') seconds += 5;
    else if (body.error !== 'authorization_pending') throw notAllowed(String(body.error), body.error_description);
  }
}

async function post(
  url: string,
  path: string,
  form: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }> {
  try {
    const asked = { method: 'POST', body: new URLSearchParams(form), redirect: 'error' } as const;
    const answer = await fetch(new URL(path, url), { ...asked, signal: AbortSignal.timeout(answerWithinMs) });
    return { status: answer.status, body: (await answer.json()) as Readonly<Record<string, unknown>> };
  } catch (error) {
    throw noDoor(url, 'nothing that is a front door answers there', error);
  }
}

function pause(milliseconds: number, interrupted: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(stopped());
    };
    const timer = setTimeout(() => {
      interrupted.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (interrupted.aborted) stop();
    else interrupted.addEventListener('abort', stop, { once: true });
  });
}

function noDoor(url: string, what: string, cause?: unknown): Problem {
  const details = {
    code: 'NoFrontDoor',
    message: `There is no way to log in at ${url}: ${what}.`,
    fix: 'Start the workspace with "atelier up"; "atelier status --owner" says where its front door is, and --url names it.',
    whose: 'machine',
    state: 'Nobody was logged in.',
  } as const;
  return new Problem(details, cause);
}

function notAllowed(error: string, why: unknown): Problem {
  const isRefused = error === 'access_denied';
  const because = typeof why === 'string' ? `: ${why.slice(0, 300)}` : '.';
  return new Problem({
    code: isRefused ? 'LoginRefused' : 'LoginExpired',
    message: isRefused
      ? `The login was refused at the portal${because}`
      : `Nobody has allowed the login in time (${error.slice(0, 40)}).`,
    fix: 'Run "atelier login" again, and allow it in a browser in which you are signed in.',
    whose: 'yours',
    state: 'Nobody was logged in.',
  });
}

function stopped(): Problem {
  return new Problem({
    code: 'Interrupted',
    message: 'The login was interrupted.',
    fix: 'Run "atelier login" to begin anew.',
    whose: 'yours',
    state: 'Nobody was logged in.',
  });
}
