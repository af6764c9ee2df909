import { Problem } from '@atelier/problem';

/** Refuse a request for what it holds; `what` says it, and what is accepted in its place. */
export function requestProblem(asked: string, what: string): Problem {
  return new Problem({
    code: 'RequestNotAccepted',
    message: `${asked} is not accepted as it was sent: ${what}.`,
    fix: "Send what is accepted; an atelier command of the workspace's own version does.",
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
