import type { Synthesis } from '@atelier/aws';
import { customResources } from '@atelier/simulated-aws';
import { longestChain } from './longest-chain.ts';
import type { DeployResult, DestroyResult, Phase, PhaseResult } from './phase.ts';
import type { PhaseRecord } from './rehearse-cycle.ts';
import type { FaultReport } from './rehearse-faults.ts';

/** Result of a rehearsal. */
export interface RehearsalReport {
  readonly deploy: {
    readonly stacks: number;
    /** Sign-in names of those who can open Studio then. */
    readonly getIn: readonly string[];
    readonly seconds: number;
    /** Minutes of the longest chain on AWS, documented or assumed. */
    readonly awsMinutes: number;
    /** The same resources in one stack. */
    readonly awsMinutesInOneStack: number;
    /** The same resources one after another. */
    readonly awsMinutesOneByOne: number;
  };
  readonly change: { readonly stacks: readonly string[]; readonly seconds: number };
  readonly destroy: Omit<DestroyResult, 'phase'>;
  readonly redeploy: { readonly ok: boolean; readonly seconds: number };
  /** Things that were in the account before the first phase: how many, and those that a phase has changed or removed. */
  readonly there: { readonly count: number; readonly touched: readonly string[] };
  readonly calls: number;
  /** Calls that the simulated account does not know, as service and action: nothing was proven of them. */
  readonly refused: readonly string[];
  /** What policies asked for and the simulated account could not answer: keys of conditions, which counted as absent. */
  readonly notUnderstood: readonly string[];
  /** Resources that code of their own would make, as stack and logical id: it does not run in a rehearsal. */
  readonly notRun: readonly string[];
  /** Null: nobody asked for faults. */
  readonly faults: (FaultReport & { readonly seconds: number }) | null;
}

/** The report of a rehearsal's phases, and of the faults where there were any. */
export async function rehearsalReport(
  synthesis: Synthesis,
  records: readonly PhaseRecord[],
  { faults, notUnderstood }: Pick<RehearsalReport, 'faults' | 'notUnderstood'>,
): Promise<RehearsalReport> {
  const calls = records.flatMap((record) => record.calls);
  const unknown = calls
    .filter(({ outcome }) => outcome === 'refused')
    .map(({ service, action }) => `${service} ${action}`);
  const first = resultOf(records, 'deploy');
  const change = resultOf(records, 'change');
  const again = resultOf(records, 'redeploy');
  const { phase: _, ...destroy } = resultOf(records, 'destroy');
  return {
    deploy: { stacks: first.stacks, getIn: first.getIn, seconds: first.seconds, ...(await minutesOf(synthesis)) },
    change: { stacks: change.changed, seconds: change.seconds },
    destroy,
    redeploy: { ok: again.changed.length === again.stacks, seconds: again.seconds },
    there: {
      count: records[0]?.there.count ?? 0,
      touched: [...new Set(records.flatMap(({ there }) => there.touched))],
    },
    calls: calls.length,
    refused: [...new Set(unknown)],
    notUnderstood,
    notRun: records.filter(({ phase }) => phase === 'change').flatMap(({ before }) => customResources(before)),
    faults,
  };
}

/** Whether nothing was left or touched, everything could be made again, and no fault did damage that lasted. */
export function isClean({ destroy, redeploy, there, faults }: RehearsalReport): boolean {
  const isUntouched = destroy.leftovers.length === 0 && there.touched.length === 0;
  return isUntouched && redeploy.ok && (faults === null || faults.lastingDamage.length === 0);
}

function resultOf(records: readonly PhaseRecord[], phase: DeployResult['phase']): DeployResult;
function resultOf(records: readonly PhaseRecord[], phase: 'destroy'): DestroyResult;
function resultOf(records: readonly PhaseRecord[], phase: Phase): PhaseResult {
  const found = records.find((record) => record.phase === phase);
  if (found === undefined) throw new Error(`A rehearsal goes through ${phase}.`);
  return found.result;
}

async function minutesOf({ stacks, dependencies }: Synthesis) {
  const chain = await longestChain(stacks, dependencies);
  return {
    awsMinutes: chain.stacksMinutes,
    awsMinutesInOneStack: chain.oneStackMinutes,
    awsMinutesOneByOne: chain.sumMinutes,
  };
}
