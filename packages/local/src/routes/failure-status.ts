import type { Bug, ProblemDetails } from '@atelier/problem';

const statuses = { NotAllowed: 403, UnknownRoute: 404, UnknownProject: 404, UnknownFlow: 404 } as const;

/** The HTTP status that says whose a failure is: 500 for ours, 503 for the machine's, 4xx for what was asked. */
export function failureStatus({ code, whose }: ProblemDetails | Bug): 400 | 403 | 404 | 500 | 503 {
  if (whose === 'ours') return 500;
  if (whose === 'machine') return 503;
  return Object.hasOwn(statuses, code) ? statuses[code as keyof typeof statuses] : 400;
}
