import { isDeepStrictEqual } from 'node:util';
import type { World } from '@atelier/simulated-aws';
import { type Expectation, hasFailed } from '../phase.ts';
import { isGoing } from './is-going.ts';

/** It was refused with one of these codes before anything was changed, and says so. */
export function refusedBefore(codes: readonly string[]): Expectation {
  return ({ answer, before, after }) => {
    if (!hasFailed(answer)) return [`It was to be refused with ${codes.join(' or ')}, and was carried out.`];
    const { code, message, state } = answer.problem as { code: string; message: string; state?: string };
    const others = codes.includes(code)
      ? []
      : [`It was to be refused with ${codes.join(' or ')}, not with ${code}: ${message}`];
    const unsaid = state === 'Nothing was changed.' ? [] : [`Its refusal says of the state: ${state ?? 'nothing'}`];
    return [...others, ...unsaid, ...differences(before, after)];
  };
}

/** Things of which an account has otherwise, or other ones, than before. */
function differences(before: World, after: World): readonly string[] {
  const [old, now] = [before, after].map(thingsIn) as [Things, Things];
  const changed = [...new Set([...old.keys(), ...now.keys()])].filter(
    (name) => !isDeepStrictEqual(old.get(name), now.get(name)),
  );
  return changed.map((name) => `Nothing was to be changed, and ${name} was.`);
}

type Things = ReadonlyMap<string, unknown>;

/** Everything that an account holds, by what it is. */
function thingsIn({ resources, objects, stacks }: World): Things {
  const all = resources.list();
  const buckets = all.filter(({ type }) => type === 'AWS::S3::Bucket');
  return new Map<string, unknown>([
    // What is on its way out goes by itself.
    ...all.filter((each) => !isGoing(each)).map((each) => [`${each.type} ${each.id}`, each] as const),
    ...stacks.map((each) => [`the stack ${each.name} (${each.id})`, each] as const),
    ...buckets.flatMap(({ id }) =>
      objects.versions(id).map((each) => [`the object ${id}/${each.key} ${each.versionId}`, each] as const),
    ),
  ]);
}
