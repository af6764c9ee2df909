import { resourceSchema } from '@atelier/cloudformation';
import type { RehearsedResource } from './template.ts';

/**
 * Whether CloudFormation takes over what is already there when it imports without being told ids: the template writes out
 * all that identifies it, and keeps it when the stack goes.
 *
 * Source: CloudFormation's user guide, "Import AWS resources into a CloudFormation stack automatically".
 */
export function isImportable({
  Type: type,
  DeletionPolicy: onDelete = '',
  Properties = {},
}: RehearsedResource): boolean {
  const identifier = resourceSchema(type)?.identifier ?? [];
  const isKept = ['Retain', 'RetainExceptOnCreate'].includes(onDelete);
  return isKept && identifier.length > 0 && identifier.every((name) => typeof Properties[name] === 'string');
}
