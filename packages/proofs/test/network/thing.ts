import type { EvaluatedResource, ValueMap } from '@atelier/cloudformation';

/** A resource of EC2 as a template would hold it. */
export function thing(type: string, logicalId: string, properties: ValueMap): EvaluatedResource {
  return { stack: 's', logicalId, type: type.includes('::') ? type : `AWS::EC2::${type}`, properties, dependsOn: [] };
}
