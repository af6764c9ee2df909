import type { DestroyStep, Leftover } from '@atelier/aws/account';

/** What a teardown will do, step by step, and what it keeps. */
export function stepsText(steps: readonly DestroyStep[]): string {
  if (steps.length === 0) return 'There is nothing to destroy.\n';
  const lines = steps.flatMap(({ what, keeps }, place) => [
    `${place + 1}. ${what}`,
    ...keeps.map((kept) => `   ${kept}`),
  ]);
  const minutes = steps.reduce((sum, step) => sum + step.awsMinutes, 0);
  return `${lines.join('\n')}\nAbout ${Math.ceil(minutes)} minutes.\n`;
}

/** What is left, first what costs money. */
export function leftoversText(left: readonly Leftover[]): string {
  if (left.length === 0) return 'Nothing is left.\n';
  const inOrder = left.toSorted((a, b) => Number(b.isBillable) - Number(a.isBillable));
  return inOrder.map(({ sentence, isKept }) => `${isKept ? 'kept: ' : 'left: '}${sentence}\n`).join('');
}
