import { answers, apiClient } from '@atelier/local';
import { Problem } from '@atelier/problem';
import type { Io } from '../io.ts';
import { stateOf } from '../state-of.ts';

const usualUrl = 'http://localhost:8470';

/**
 * Where the front door of a workspace is: as named, as the workspace that is up says to its owner, else at the usual place.
 *
 * @throws Problem UrlNotAccepted for one to which a token would travel where others can read it
 */
export async function frontDoorUrl(io: Io, file: string | undefined, named: string | undefined): Promise<string> {
  if (named !== undefined) return accepted(named);
  try {
    const state = stateOf(io, file);
    if (await answers(state)) return (await apiClient(state).status()).door?.url ?? usualUrl;
  } catch (error) {
    // Somebody who is not its owner reaches no socket of it, and logs in all the same.
    if (!(error instanceof Problem)) throw error;
  }
  return usualUrl;
}

function accepted(named: string): string {
  const url = URL.parse(named);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url?.hostname ?? '');
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isHere);
  if (url !== null && isSafe && url.pathname === '/' && url.search + url.hash + url.username === '') return url.origin;
  throw new Problem({
    code: 'UrlNotAccepted',
    message: `"${named}" is no address of a front door; accepted is https://NAME, or http://localhost with a port.`,
    fix: 'Name it as "atelier status --owner" shows it, such as --url http://localhost:8470.',
    whose: 'yours',
    state: 'Nothing was asked.',
  });
}
