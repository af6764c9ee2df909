import type { JsonMap, WireJson } from '../../world/resource-store.ts';
import { roleTakers } from './role-takers.ts';

/** Roles in the properties of a thing that its service is to take on, each once. */
export function takenRoles(type: string, properties: JsonMap): readonly string[] {
  const taker = roleTakers[type];
  return taker === undefined ? [] : [...new Set(rolesIn(properties, taker.properties, false))];
}

function rolesIn(value: WireJson, names: readonly string[], isNamed: boolean): readonly string[] {
  if (typeof value === 'string') return isNamed && value.startsWith('arn:') ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each) => rolesIn(each, names, isNamed));
  return Object.entries(value).flatMap(([name, each]) => rolesIn(each, names, names.includes(name)));
}
