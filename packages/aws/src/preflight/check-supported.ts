import type { AwsWorkspace } from '../stacks/ground.ts';
import type { PreflightFinding } from './preflight-finding.ts';

/** Nothing is left out silently that would make the workspace another one: no stack holds these yet. */
export function checkSupported({ aws, studio }: AwsWorkspace): readonly PreflightFinding[] {
  const findings: PreflightFinding[] = [];
  if (studio.experience !== 'studio') {
    const message = `studio.experience is ${studio.experience}, and Unified Studio is not made on AWS yet. SageMaker Studio (studio) is.`;
    findings.push({ code: 'NotBuiltYet', setting: 'studio.experience', message, fix: 'Write `experience: studio`.' });
  }
  if (aws.catalog !== null) {
    const message = 'aws.catalog asks for products in Service Catalog, which are not made on AWS yet.';
    findings.push({ code: 'NotBuiltYet', setting: 'aws.catalog', message, fix: 'Remove aws.catalog.' });
  }
  return findings;
}
