import { studioInstanceTypes } from '@atelier/constructs';
import { globMatches } from '@atelier/proofs';
import type { AwsWorkspace } from '../stacks/ground.ts';
import type { PreflightFinding } from './preflight-finding.ts';

const code = 'NoStudioInstance';

/** Studio starts spaces on some instance types only: on none other, and under a limit that leaves one of them. */
export function checkInstances({
  studio: { instance },
  limits: { instances },
}: AwsWorkspace): readonly PreflightFinding[] {
  if (!studioInstanceTypes.includes(instance)) {
    const family = studioInstanceTypes.filter((type) =>
      type.startsWith(instance.slice(0, instance.lastIndexOf('.') + 1)),
    );
    const like = family.length > 0 ? family : ['ml.t3.medium', 'ml.m5.xlarge', 'ml.g5.xlarge'];
    const message = `studio.instance is ${instance}, on which no space of Studio can run. They can on types such as ${like.join(', ')}.`;
    return [{ code, setting: 'studio.instance', message, fix: `Write \`instance: ${like[0]}\`.` }];
  }
  if (instances?.some((pattern) => studioInstanceTypes.some((type) => globMatches(pattern, type))) ?? true) return [];
  const message = `limits.instances is ${instances?.join(', ')}, and a space of Studio can run on none of these.`;
  return [{ code, setting: 'limits.instances', message, fix: `Add "${instance}" to limits.instances.` }];
}
