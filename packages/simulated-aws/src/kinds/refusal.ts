import { AwsFault } from '../service/service.ts';
import type { WantedResource } from './resource-kind.ts';

/** Something of that name is there already, in this stack, in another, or left over from one that is gone. */
export function alreadyExists({ type }: WantedResource, property: string, id: string): AwsFault {
  const identifier = JSON.stringify({ [`/properties/${property}`]: id });
  const message = `Resource of type '${type}' with identifier '${identifier}' already exists.`;
  return new AwsFault('AlreadyExists', message, 400, { PhysicalId: id });
}

export function notFound(message: string, code = 'NotFound'): AwsFault {
  return new AwsFault(code, message, 404);
}

/** Something in the network still stands in the way; CloudFormation tries again for a while. */
export function dependencyViolation(what: string, id: string): AwsFault {
  return new AwsFault(
    'DependencyViolation',
    what === 'security group'
      ? `resource ${id} has a dependent object`
      : `The ${what} '${id}' has dependencies and cannot be deleted.`,
  );
}

export function invalid(message: string, code = 'InvalidRequest'): AwsFault {
  return new AwsFault(code, message);
}
