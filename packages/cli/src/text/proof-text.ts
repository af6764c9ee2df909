import { oneLine } from '@atelier/problem';
import { type Finding, type Proof, promiseNames, promiseTexts } from '@atelier/proofs';
import { table } from './table.ts';

/** A proof in words: the verdict on each promise, every finding with its place and one fix, and what was accepted. */
export function proofText(proof: Proof, templates: number): string {
  const { findings, accepted } = proof;
  return [
    verdictsText(proof),
    listed('What is refuted', findings.filter(({ verdict }) => verdict === 'refuted').map(findingText)),
    listed('What is not known', findings.filter(({ verdict }) => verdict === 'not proven').map(findingText)),
    listed(
      'What was accepted',
      accepted.map((one) => `${findingText(one)}    accepted until ${oneLine(one.until)}: ${oneLine(one.reason)}\n`),
    ),
    sumText(proof, templates),
  ].join('');
}

/** One line for each promise: proven, refuted or not proven. */
export function verdictsText({ verdicts, accepted }: Pick<Proof, 'verdicts' | 'accepted'>): string {
  return table(
    promiseNames.map((promise) => {
      const spared = accepted.filter(({ promises }) => promises.includes(promise)).length;
      const but = spared === 0 ? '' : `, but for ${spared} accepted`;
      return [promise, `${verdicts[promise]}${but}`, promiseTexts[promise]];
    }),
  );
}

function listed(title: string, parts: readonly string[]): string {
  return parts.length === 0 ? '' : `\n${title}\n\n${parts.join('\n')}`;
}

function findingText({ rule, promises, stack, resource, path, message, fix }: Finding): string {
  const place = oneLine(`${stack} ${resource} ${path}`);
  return `  ${place} (${rule}; ${promises.join(', ')})\n    ${oneLine(message)}\n    -> ${oneLine(fix)}\n`;
}

function sumText({ ok, findings, accepted }: Proof, templates: number): string {
  const looked = templates === 1 ? '1 template' : `${templates} templates`;
  const but = accepted.length === 0 ? '' : `, ${accepted.length} accepted`;
  if (ok) return `\n${looked}: every promise is proven${but}.\n`;
  const refuted = findings.filter(({ verdict }) => verdict === 'refuted').length;
  return `\n${looked}: ${refuted} refuted, ${findings.length - refuted} not known${but}.\n`;
}
