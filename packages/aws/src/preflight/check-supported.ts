import type { AwsWorkspace } from '../stacks/ground.ts';
import { preflightProblem } from './preflight-problem.ts';

/**
 * Nothing is left out silently that would make the workspace another one.
 *
 * @throws Problem for Unified Studio and for Service Catalog products, which no stack holds yet.
 */
export function checkSupported({ aws, studio }: AwsWorkspace): void {
  if (studio.experience !== 'studio') {
    const message = `studio.experience is ${studio.experience}, and Unified Studio is not made on AWS yet. SageMaker Studio (studio) is.`;
    throw preflightProblem('NotBuiltYet', message, 'Write `experience: studio`.');
  }
  if (aws.catalog !== null) {
    const message = 'aws.catalog asks for products in Service Catalog, which are not made on AWS yet.';
    throw preflightProblem('NotBuiltYet', message, 'Remove aws.catalog.');
  }
}
