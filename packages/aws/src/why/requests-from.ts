import type { AskedPlace, Resource } from '@atelier/core';
import { Problem } from '@atelier/problem';
import type { PolicyGround } from '../access/policy-ground.ts';
import { openStudio } from '../access/sign-in-policy.ts';
import type { JourneyRequest } from '../journeys/asked-journey.ts';

/**
 * Requests as they are made from a place; from a job they are made in the role of its project's jobs.
 *
 * @throws Problem JobOfNoProject
 */
export function requestsFrom(
  { names }: PolicyGround,
  requests: readonly JourneyRequest[],
  { place, resource }: { readonly place: AskedPlace; readonly resource: Resource | null },
): readonly JourneyRequest[] {
  if (place.kind === 'usual' || place.kind === 'address') return requests;
  if (place.kind !== 'job') {
    const from = place.kind;
    return requests.map((one) =>
      'call' in one && !('caller' in one) && one.from !== 'service' ? { ...one, from } : one,
    );
  }
  if (resource === null || !('project' in resource)) throw jobOfNoProject();
  const role = names.jobRole(resource.project);
  return requests.flatMap((one) =>
    'caller' in one || 'ports' in one || one.call.action === openStudio
      ? []
      : [{ ...one, role, session: 'SageMaker', from: one.from === 'service' ? one.from : 'space' }],
  );
}

function jobOfNoProject(): Problem {
  return new Problem({
    code: 'JobOfNoProject',
    message: 'A job works in the role of its project, and what is asked about belongs to no project of the file.',
    fix: 'Ask about a thing of a project, such as "data of NAME", or from another place.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
