import type { EvaluatedStack, StackTemplate } from '@atelier/cloudformation';
import type { Workspace } from '@atelier/core';

/** Facts that the guardrails need to know beyond the templates. */
export interface GuardrailContext {
  readonly workspace: Workspace;
  /** Templates of the last deployment; left out: nothing is deployed, or it is not known. */
  readonly deployed?: readonly StackTemplate[];
  /** Account that is deployed to; left out: the file's, or any. */
  readonly account?: string;
  /** Quotas that the account has been given, by the ids of `quotas`; left out: the ones that every account begins with. */
  readonly granted?: Readonly<Record<string, number>>;
}

/** Everything that a guardrail looks at. */
export interface Guarded extends GuardrailContext {
  readonly templates: readonly StackTemplate[];
  /** The same templates with their functions worked out. */
  readonly evaluated: readonly EvaluatedStack[];
  /** Those of the last deployment likewise; empty: nothing is deployed, or it is not known. */
  readonly evaluatedDeployed: readonly EvaluatedStack[];
}

/** As many digits as every account has, where nobody has said which one it is. */
export const anyAccount = '123456789012';

/** Where a finding is; null: about the whole. */
export interface FindingTarget {
  readonly stack: string | null;
  readonly resource: string | null;
  /** From the resource: `Properties.BucketName`. */
  readonly path: string | null;
}

/** One place where a guardrail does not hold, or may not hold. */
export interface GuardrailFinding extends FindingTarget {
  /** A warning is told, and does not stop a deployment. */
  readonly level: 'error' | 'warning';
  /** Text of what was given and what is accepted. */
  readonly message: string;
  readonly fix: string;
}

/** A promise about the templates, and whether it holds. */
export interface Guardrail {
  /** Permanent name in kebab-case. */
  readonly id: string;
  /** No finding is an error. */
  readonly ok: boolean;
  /** The first finding in words and how many more there are; null: nothing to say. */
  readonly finding: string | null;
  /** Thing to do about the first finding; null: there is none. */
  readonly fix: string | null;
  /** Errors first. */
  readonly findings: readonly GuardrailFinding[];
}

/** The outcome of a guardrail from what it has found. */
export function guardrail(id: string, found: readonly GuardrailFinding[]): Guardrail {
  const findings = [...found].sort((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning'));
  const [first] = findings;
  if (!first) return { id, ok: true, finding: null, fix: null, findings };
  const more = findings.length - 1;
  const where = [first.stack, first.resource, first.path].filter((part) => part !== null).join(' ');
  const finding = `${where ? `${where}: ` : ''}${first.message}${more > 0 ? ` (and ${more} more)` : ''}`;
  return { id, ok: first.level === 'warning', finding, fix: first.fix, findings };
}

/** A finding that makes the guardrail fail. */
export function failure(place: Partial<FindingTarget>, message: string, fix: string): GuardrailFinding {
  return { level: 'error', stack: null, resource: null, path: null, ...place, message, fix };
}

/** A finding that is told and stops nothing. */
export function warning(place: Partial<FindingTarget>, message: string, fix: string): GuardrailFinding {
  return { ...failure(place, message, fix), level: 'warning' };
}
