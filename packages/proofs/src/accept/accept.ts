import type { AcceptedFinding, Finding, Proof } from '../finding.ts';
import { proofOfFindings } from '../proof-of-findings.ts';
import { promisesOf } from '../rules.ts';
import type { Acceptance } from './acceptance.ts';

/**
 * The proof without the findings that somebody accepts; those are listed apart. An acceptance that has expired, or that
 * fits no finding, accepts nothing and is a finding itself.
 *
 * @param today ISO date
 */
export function accept(proof: Proof, acceptances: readonly Acceptance[], today: string): Proof {
  const valid = acceptances.filter(({ until }) => until >= today);
  const taken = proof.findings.map((finding) => ({ finding, by: valid.find((one) => fits(one, finding)) }));
  const accepted = taken.flatMap(({ finding, by }): AcceptedFinding[] =>
    by === undefined ? [] : [{ ...finding, reason: by.reason, until: by.until }],
  );
  const stale = acceptances.filter(
    (one) => !proof.findings.some((finding) => valid.includes(one) && fits(one, finding)),
  );
  return proofOfFindings(
    [
      ...taken.flatMap(({ finding, by }) => (by === undefined ? [finding] : [])),
      ...stale.map((one) => staleFinding(one, today)),
    ],
    [...proof.accepted, ...accepted],
  );
}

function fits({ rule, type, resource }: Acceptance, finding: Finding): boolean {
  const isResource =
    resource === null || resource === finding.resource || resource === `${finding.stack}/${finding.resource}`;
  return rule === finding.rule && (type === null || type === finding.type) && isResource;
}

function staleFinding({ place, rule, type, resource, until }: Acceptance, today: string): Finding {
  const isExpired = until < today;
  return {
    rule: 'acceptance',
    verdict: 'not proven',
    promises: promisesOf(rule),
    stack: place,
    resource: resource ?? '',
    type: type ?? '',
    path: isExpired ? 'until' : 'rule',
    message: isExpired
      ? `The acceptance of ${rule} ended on ${until}.`
      : `The acceptance of ${rule} fits no finding: nobody knows what it is for.`,
    fix: isExpired ? 'Mend what it accepts, or decide anew until when it is accepted.' : 'Remove the entry.',
  };
}
