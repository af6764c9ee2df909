import type { RightsHolder } from '@atelier/aws';
import type { Leftover, StepOutline } from '@atelier/aws-account';
import type { Bug, ProblemDetails } from '@atelier/problem';
import type { Call, World } from '@atelier/simulated-aws';

/** Work of the process under rehearsal; a line of JSON. */
export type Work =
  | {
      readonly kind: 'deploy';
      /** Id of the change of the workspace that is deployed; null: as its file has it. */
      readonly change: string | null;
    }
  | {
      readonly kind: 'destroy';
      /** `keep`: home folders are kept or deleted as the file says; `delete`: they are deleted as well. */
      readonly stores: 'keep' | 'delete';
    }
  | { readonly kind: 'status' }
  /** Everything in the buckets of the workspace. */
  | { readonly kind: 'read-kept' };

/** One part of a rehearsal. */
export interface Phase {
  readonly name: string;
  /** In a few words, for people. */
  readonly what: string;
  readonly work: Work;
  /** Phase in whose account it begins; null: the account before anything was deployed. */
  readonly from: string | null;
  /** Rights that the operator is given before; null: those that it has. */
  readonly rights: RightsHolder | null;
  /** Id of the change of which the operator has the rights; null: as the file has it. */
  readonly rightsOf: string | null;
  /** Id of the change that is made or taken back: until that is over the rights hold for what both files have. */
  readonly about: string | null;
  /** Whether a rehearsal ends where it cannot be carried out. */
  readonly isVital: boolean;
  /** Changes the account before it begins, as people do meanwhile. */
  readonly arrange: (world: World) => void;
  /** Changes the account that it leaves, as people do afterwards. */
  readonly leaves: (world: World) => void;
  readonly expects: readonly Expectation[];
}

/** Sentences that say what is otherwise than it should be after a phase; empty: nothing. */
export type Expectation = (outcome: PhaseOutcome) => readonly string[];

export interface PhaseOutcome {
  readonly answer: PhaseAnswer;
  readonly calls: readonly Call[];
  readonly before: World;
  readonly after: World;
  /** The account before anything was deployed. */
  readonly first: World;
  /** The account in which the phase began whose account this one began in; null: that was the first. */
  readonly beforeThat: World | null;
}

export interface DeployResult {
  readonly did: 'deploy';
  readonly stacks: number;
  /** Stacks that CloudFormation had something to do for. */
  readonly changed: readonly string[];
  /** Sign-in names of those who can open Studio then, as far as the account decides it. */
  readonly getIn: readonly string[];
  readonly seconds: number;
}

export interface DestroyResult {
  readonly did: 'destroy';
  readonly steps: readonly StepOutline[];
  readonly leftovers: readonly Pick<Leftover, 'id' | 'sentence' | 'isKept'>[];
  readonly seconds: number;
}

export interface StatusResult {
  readonly did: 'status';
  /** Status of each stack, by its name. */
  readonly stacks: Readonly<Record<string, string>>;
  /** Things that are named as if they were the workspace's. */
  readonly notOurs: number;
  readonly seconds: number;
}

export interface ReadResult {
  readonly did: 'read-kept';
  /** Text of each object, by `bucket/key`. */
  readonly objects: Readonly<Record<string, string>>;
  readonly seconds: number;
}

export type PhaseResult = DeployResult | DestroyResult | StatusResult | ReadResult;

/** Answer of the process under rehearsal; a line of JSON. */
export type PhaseAnswer = PhaseResult | PhaseFailure;

export interface PhaseFailure {
  readonly problem: ProblemDetails | Bug;
  readonly seconds: number;
}

export function hasFailed(answer: PhaseAnswer): answer is PhaseFailure {
  return 'problem' in answer;
}
