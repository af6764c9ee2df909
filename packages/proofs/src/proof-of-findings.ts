import type { AcceptedFinding, Finding, Proof } from './finding.ts';
import { type PromiseName, promiseNames, type Verdict } from './promise.ts';

/** The verdict on each promise: one refutation outweighs whatever is not known. */
export function proofOfFindings(findings: readonly Finding[], accepted: readonly AcceptedFinding[] = []): Proof {
  const verdicts = Object.fromEntries(promiseNames.map((promise) => [promise, verdictOn(promise, findings)]));
  return {
    ok: findings.length === 0,
    verdicts: verdicts as Readonly<Record<PromiseName, Verdict>>,
    findings,
    accepted,
  };
}

function verdictOn(promise: PromiseName, findings: readonly Finding[]): Verdict {
  const about = findings.filter(({ promises }) => promises.includes(promise));
  if (about.length === 0) return 'proven';
  return about.some(({ verdict }) => verdict === 'refuted') ? 'refuted' : 'not proven';
}
