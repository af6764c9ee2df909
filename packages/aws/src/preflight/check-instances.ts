import { studioInstanceTypes } from '@atelier/constructs';
import { globMatches } from '@atelier/proofs';
import type { AwsWorkspace } from '../stacks/ground.ts';
import { preflightProblem } from './preflight-problem.ts';

/**
 * Studio starts spaces on some instance types only.
 *
 * @throws Problem for a type that is not among them, and for a limit that leaves none of them.
 */
export function checkInstances({ studio: { instance }, limits: { instances } }: AwsWorkspace): void {
  if (!studioInstanceTypes.includes(instance)) {
    const family = studioInstanceTypes.filter((type) =>
      type.startsWith(instance.slice(0, instance.lastIndexOf('.') + 1)),
    );
    const like = family.length > 0 ? family : ['ml.t3.medium', 'ml.m5.xlarge', 'ml.g5.xlarge'];
    const message = `studio.instance is ${instance}, on which no space of Studio can run. They can on types such as ${like.join(', ')}.`;
    throw preflightProblem('NoStudioInstance', message, `Write \`instance: ${like[0]}\`.`);
  }
  if (instances?.some((pattern) => studioInstanceTypes.some((type) => globMatches(pattern, type))) ?? true) return;
  const message = `limits.instances is ${instances?.join(', ')}, and a space of Studio can run on none of these.`;
  throw preflightProblem('NoStudioInstance', message, `Add "${instance}" to limits.instances.`);
}
