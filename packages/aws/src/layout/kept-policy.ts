import { keptFor } from '@atelier/constructs';
import type { DeployLocation } from '../deploy-location.ts';
import { namesOf } from '../names.ts';
import type { AwsWorkspace } from '../stacks/ground.ts';
import { operatorArns } from './operators.ts';

export { keptSid } from '@atelier/constructs';

/** Policy, as JSON, of a store that outlives its network: operators alone list, read and delete, and nobody writes. */
export function keptPolicy({ name, aws }: AwsWorkspace, place: DeployLocation, bucket: string): string {
  const operators = operatorArns(aws, namesOf(name, place, aws.iam.rolePath));
  const Statement = keptFor(`arn:${place.partition}:s3:::${bucket}`, operators);
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
