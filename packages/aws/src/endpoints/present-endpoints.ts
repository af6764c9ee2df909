import { serviceOf } from '@atelier/aws-regions';
import type { EvaluatedStack, Value } from '@atelier/cloudformation';

/** An endpoint that templates make, or that a network has. */
export interface PresentEndpoint {
  readonly service: string;
  readonly kind: 'gateway' | 'interface';
  /** How many zones it is billed in; 0 for a gateway. */
  readonly zones: number;
}

/** The endpoints for services of AWS in templates; those for services of others are not ours to judge. */
export function presentEndpoints(stacks: readonly EvaluatedStack[]): readonly PresentEndpoint[] {
  const resources = stacks.flatMap((stack) => stack.resources);
  return resources.flatMap(({ type, properties }): PresentEndpoint[] => {
    const service = type === 'AWS::EC2::VPCEndpoint' ? serviceOf(String(properties.ServiceName)) : null;
    if (service === null) return [];
    if (properties.VpcEndpointType !== 'Interface') return [{ service, kind: 'gateway', zones: 0 }];
    return [{ service, kind: 'interface', zones: lengthOf(properties.SubnetIds) }];
  });
}

function lengthOf(value: Value | undefined): number {
  return Array.isArray(value) ? value.length : 0;
}
