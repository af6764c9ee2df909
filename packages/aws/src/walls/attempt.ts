import { arnOf, type PolicyGround } from '../access/policy-ground.ts';
import type { ApiCall } from '../journeys/calls/api-call.ts';

/** Somebody's attempt, in words and as a request. */
export type Trespass = readonly [what: string, call: ApiCall];

/** Half of somebody's policies: what allows, or what refuses whatever else allows it. */
export type Half = 'rights' | 'limits';

/** An attempt that nobody may succeed in, and the halves of which each has to stop it by itself. */
export interface HeldAttempt {
  readonly what: string;
  readonly call: ApiCall;
  readonly held: readonly Half[];
}

/** Name of something that is none of the workspace's. */
export const foreign = 'somewhere-else';

export function heldBy(held: readonly Half[], attempts: readonly Trespass[]): readonly HeldAttempt[] {
  return attempts.map(([what, call]) => ({ what, call, held }));
}

export function inDomain(ground: PolicyGround, kind: string, rest: string): string {
  return arnOf(ground, 'sagemaker', `${kind}/${ground.ids.domain}/${rest}`);
}

/** A project that the file does not have, so that nobody is a member. */
export function strangeProject({ workspace }: PolicyGround): string {
  return free(
    'secret',
    workspace.projects.map(({ name }) => name),
  );
}

/** A profile that is nobody's. */
export function strangePerson({ workspace }: PolicyGround): string {
  return free(
    'somebody',
    workspace.people.map(({ profile }) => profile),
  );
}

function free(name: string, taken: readonly string[]): string {
  return taken.includes(name) ? free(`${name}x`, taken) : name;
}
