import type { Finding, Proof } from '@atelier/aws/prove';
import { oneLine } from '@atelier/core';

/** A proof in words: every finding with its place and one fix, those of one stack together. */
export function findingsText({ ok, findings }: Proof, stacks: number): string {
  const looked = stacks === 1 ? '1 template' : `${stacks} templates`;
  if (ok) return `${looked}: every rule holds.\n`;
  const byStack = Map.groupBy(findings, ({ stack }) => stack);
  const parts = [...byStack].map(([stack, found]) => `${oneLine(stack)}\n\n${found.map(findingText).join('\n')}\n`);
  return `${parts.join('')}${looked}: ${findings.length === 1 ? '1 finding' : `${findings.length} findings`}.\n`;
}

function findingText({ rule, resource, path, message, fix }: Finding): string {
  return `  ${oneLine(`${resource} ${path}`)} (${rule})\n    ${oneLine(message)}\n    -> ${oneLine(fix)}\n`;
}
