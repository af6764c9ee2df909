import { isFalseAt, isTrueAt } from '../at.ts';
import { hasPrivateNames } from './needed-endpoints.ts';
import type { Endpoint } from './network.ts';
import { closed, open, type Passage } from './passage.ts';

/** Whether the usual name of a service leads to its endpoint; both attributes of the VPC are needed for private names. */
export function privateNames(endpoint: Endpoint): Passage {
  const { resource, service, vpc, isGateway } = endpoint;
  if (!hasPrivateNames(endpoint)) {
    const because = `The usual name of ${service} does not lead to ${resource.logicalId}: its private names are off.`;
    return closed(resource, because, `Set PrivateDnsEnabled of ${resource.logicalId} to true.`);
  }
  if (vpc === undefined) return open;
  const isOff = isFalseAt(vpc.properties, 'EnableDnsSupport')
    ? 'EnableDnsSupport'
    : !isGateway && !isTrueAt(vpc.properties, 'EnableDnsHostnames')
      ? 'EnableDnsHostnames'
      : undefined;
  if (isOff === undefined) return open;
  const because = `No endpoint is found by its name in ${vpc.logicalId}: ${isOff} is off.`;
  return closed(vpc, because, `Set ${isOff} of ${vpc.logicalId} to true.`);
}
