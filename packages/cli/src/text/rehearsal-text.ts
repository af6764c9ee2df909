import type { RehearsalReport } from '../commands/rehearse.ts';

/** A rehearsal for people. */
export function rehearsalText({ deploy, change, destroy, redeploy, calls, refused }: RehearsalReport): string {
  const left = destroy.leftovers.length === 0 ? 'nothing is left' : `left: ${destroy.leftovers.join(' ')}`;
  return [
    `Deploy    ${deploy.stacks} stacks; on AWS about ${deploy.awsMinutes} minutes`,
    `Change    one person more: ${change.stacks.join(', ') || 'nothing'}`,
    `Destroy   ${destroy.steps.length} steps; ${left}`,
    ...destroy.steps.map((step) => `            ${step}`),
    `Redeploy  ${redeploy.ok ? 'everything was made again' : 'something of before was in the way'}`,
    `${calls} calls; ${refused.length === 0 ? 'the pretended account knew each' : `unknown to the pretended account: ${refused.join(', ')}`}.`,
    'A pretended account is not AWS: durations are documented or assumed, and what it does not check is not proven.',
    '',
  ].join('\n');
}
