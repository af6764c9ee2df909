import { statusAt } from '../stacks/stack.ts';
import { present } from './leaving.ts';
import type { StoredResource } from './resource-store.ts';
import type { World } from './world.ts';

const dayMs = 86_400_000;

/**
 * Everything that an account holds once all that is under way is over, a line each, in order. Two accounts with the same
 * lines are the same but for ids that AWS makes up and for the past.
 */
export function holdings(world: World): readonly string[] {
  const later = world.copy();
  later.clock.advanceTo(world.clock.nowMs() + dayMs);
  const types = new Set(later.resources.list().map(({ type }) => type));
  const resources = [...types].flatMap((type) => present(later, type));
  const objects = resources
    .filter(({ type }) => type === 'AWS::S3::Bucket')
    .flatMap(({ id }) => later.objects.keys(id).map((key) => `object ${id}/${key}`));
  const stacks = later.stacks
    .map((stack) => `stack ${stack.name} ${statusAt(stack, later.clock.nowMs())}`)
    .filter((line) => !line.endsWith(' DELETE_COMPLETE'));
  return [...resources.map(line), ...objects, ...stacks].toSorted();
}

function line({ type, id, stack, logicalId, status, properties }: StoredResource): string {
  const owner = stack === null ? withoutMadeUp(id) : `${stack}/${logicalId}`;
  return `${type} ${owner} ${status ?? ''} ${withoutMadeUp(JSON.stringify(properties, inOrder))}`;
}

/** Properties have no order of their own, nor have tags. */
function inOrder(key: string, value: unknown): unknown {
  if (key === 'Tags' && Array.isArray(value)) return value.toSorted(byKey);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function byKey(one: { readonly Key?: unknown }, other: { readonly Key?: unknown }): number {
  return String(one.Key) < String(other.Key) ? -1 : 1;
}

const madeUp = /[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{16,17}|(?<=-)[0-9a-f]{12}\b/gi;

function withoutMadeUp(text: string): string {
  return text.replaceAll(madeUp, '…');
}
