import { resourceText } from '../access/resource.ts';
import type { Journey } from './journey.ts';

/** Name of a journey, such as `data.read on project sales`: the same on every ground, and for everybody's own things. */
export function journeyText({ person, action, resource }: Pick<Journey, 'person' | 'action' | 'resource'>): string {
  if (!('person' in resource)) return `${action} on ${resourceText(resource)}`;
  if (resource.person !== person.name) return `${action} on the spaces of others`;
  return `${action} on ${resource.kind === 'sandbox' ? `the own sandbox in ${resource.project}` : 'the own space'}`;
}
