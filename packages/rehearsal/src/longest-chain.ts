import type { Synthesis } from '@atelier/aws';
import type { LongestChain, longestChainMinutes } from '@atelier/simulated-aws';

type Templates = Parameters<typeof longestChainMinutes>[0];

/** Minutes that AWS takes for stacks that wait for each other, documented or assumed. */
export async function longestChain(
  stacks: Synthesis['stacks'],
  dependencies: Synthesis['dependencies'],
): Promise<LongestChain> {
  const { longestChainMinutes } = await import('@atelier/simulated-aws');
  const templates = Object.fromEntries(stacks.map(({ stack, template }) => [stack, template]));
  return longestChainMinutes(templates as Templates, dependencies);
}
