import type { StepOutline } from '@atelier/aws-account';
import type { Bug, ProblemDetails } from '@atelier/problem';

/** The phases of a rehearsal, in their order. */
export const phases = ['deploy', 'change', 'destroy', 'redeploy'] as const;

export type Phase = (typeof phases)[number];

export interface DeployResult {
  readonly phase: 'deploy' | 'change' | 'redeploy';
  readonly stacks: number;
  /** Stacks that CloudFormation had something to do for. */
  readonly changed: readonly string[];
  /** Sign-in names of those who can open Studio then, as far as the account decides it. */
  readonly getIn: readonly string[];
  readonly seconds: number;
}

export interface DestroyResult {
  readonly phase: 'destroy';
  readonly steps: readonly StepOutline[];
  readonly leftovers: readonly string[];
  readonly seconds: number;
}

export type PhaseResult = DeployResult | DestroyResult;

/** Answer of the process under rehearsal when it is asked to go through a phase; a line of JSON. */
export type PhaseAnswer = PhaseResult | PhaseFailure;

export interface PhaseFailure {
  readonly phase: Phase;
  readonly problem: ProblemDetails | Bug;
}

export function hasFailed(answer: PhaseAnswer): answer is PhaseFailure {
  return 'problem' in answer;
}
