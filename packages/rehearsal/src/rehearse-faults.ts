import { type FaultKind, holdings } from '@atelier/simulated-aws';
import { differencesBetween } from './differences.ts';
import { hasFailed, type PhaseAnswer } from './phase.ts';
import type { PhaseRecord } from './rehearse-cycle.ts';
import type { Session } from './session.ts';

/**
 * How each call fails once: refused in a way that nobody tries again by themselves, so that the command stops; and
 * carried out while its answer is lost, so that the client asks for it a second time.
 */
const faultKinds = ['denied', 'timeout'] as const satisfies readonly FaultKind[];

/** One call that is to fail. */
interface Fault {
  readonly record: PhaseRecord;
  /** Such as `s3:PutObject`. */
  readonly action: string;
  /** Calls of that action that come before it in its phase. */
  readonly after: number;
  readonly kind: FaultKind;
}

/** A call whose failure did lastingDamage that running the command once more did not mend. */
export interface LastingDamage {
  /** Name of the phase. */
  readonly phase: string;
  /** Such as `s3:PutObject, call 2`. */
  readonly call: string;
  readonly kind: FaultKind;
  /** Words of the command; null: it took the failure in its stride. */
  readonly said: string | null;
  /** Lines of the account that are otherwise than without the fault, marked with + and -. */
  readonly differences: readonly string[];
}

export interface FaultReport {
  readonly runs: number;
  /** Runs in which the command went on by itself. */
  readonly absorbed: number;
  /** Runs in which it stopped, and ended clean when it was run once more. */
  readonly retried: number;
  /** Calls that did not come up again, although they had come without faults. */
  readonly notMet: readonly string[];
  readonly lastingDamage: readonly LastingDamage[];
}

type Outcome = 'absorbed' | 'retried' | 'not met' | LastingDamage;

export interface FaultOptions {
  /** Let every call fail (1), every second (2), and so on. */
  readonly every: number;
  readonly progress: (done: number, of: number) => void;
}

/** Lets calls of every phase fail once, each in an account as it was when its phase began. */
export async function rehearseFaults(
  sessions: readonly Session[],
  records: readonly PhaseRecord[],
  { every, progress }: FaultOptions,
): Promise<FaultReport> {
  const faults = records
    .flatMap(faultsOf)
    .filter((_, place) => place % (every * faultKinds.length) < faultKinds.length);
  const outcomes = new Map<Fault, Outcome>();
  const left = faults.values();
  await Promise.all(
    sessions.map(async (session) => {
      for (const fault of left) {
        outcomes.set(fault, await injectFault(session, fault));
        progress(outcomes.size, faults.length);
      }
    }),
  );
  return reportOf(faults.map((fault) => [fault, outcomes.get(fault) ?? 'not met']));
}

function faultsOf(record: PhaseRecord): Fault[] {
  const seen = new Map<string, number>();
  return record.calls.flatMap(({ service, action: name }) => {
    const action = `${service}:${name}`;
    const after = seen.get(action) ?? 0;
    seen.set(action, after + 1);
    return faultKinds.map((kind) => ({ record, action, after, kind }));
  });
}

async function injectFault(session: Session, { record, action, after, kind }: Fault): Promise<Outcome> {
  const { simulated } = session;
  simulated.enter(record.before.copy());
  simulated.failNext({ call: { action, after }, kind });
  const first = await session.play(record.phase);
  if (!simulated.calls.some(({ outcome }) => outcome === 'failed')) return 'not met';
  const isFirst = endsAlike(record.answer, first);
  const last = isFirst ? first : await session.play(record.phase);
  const differences = differencesBetween(record.holds, holdings(simulated.world));
  if (endsAlike(record.answer, last) && !isBug(first) && differences.length === 0)
    return isFirst ? 'absorbed' : 'retried';
  const said = [first, last].filter(hasFailed).map(({ problem }) => `${problem.code}: ${problem.message}`);
  const call = `${action}, call ${after + 1}`;
  return { phase: record.phase.name, call, kind, said: said.join(' | ') || null, differences };
}

/** Whether a command ends as it does without the fault: done, or refused for the same reason. */
function endsAlike(usual: PhaseAnswer, answer: PhaseAnswer): boolean {
  if (!hasFailed(usual)) return !hasFailed(answer);
  return hasFailed(answer) && answer.problem.code === usual.problem.code;
}

/** A failure that has no words for a person is one of ours, however it ends. */
function isBug(answer: PhaseAnswer): boolean {
  return hasFailed(answer) && answer.problem.code === 'Bug';
}

function reportOf(outcomes: readonly (readonly [Fault, Outcome])[]): FaultReport {
  const count = (wanted: Outcome) => outcomes.filter(([, outcome]) => outcome === wanted).length;
  return {
    runs: outcomes.length,
    absorbed: count('absorbed'),
    retried: count('retried'),
    notMet: outcomes
      .filter(([, outcome]) => outcome === 'not met')
      .map(([{ record, action, after, kind }]) => `${record.phase.name}: ${action}, call ${after + 1} (${kind})`),
    lastingDamage: outcomes.map(([, outcome]) => outcome).filter((outcome) => typeof outcome === 'object'),
  };
}
