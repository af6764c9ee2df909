import type { Synthesis } from '@atelier/aws';
import type { StepOutline } from '@atelier/aws-account';
import { customResources } from '@atelier/simulated-aws';
import { longestChain } from './longest-chain.ts';
import { type DeployResult, type DestroyResult, hasFailed } from './phase.ts';
import type { LeftOut } from './phases.ts';
import type { PhaseRecord } from './rehearse-cycle.ts';
import type { FaultReport } from './rehearse-faults.ts';

/** How a phase went. */
export interface PhaseReport {
  readonly name: string;
  /** In a few words; why a change says nothing for this workspace, where it was left out. */
  readonly what: string;
  /** `refused`: as it should be, before anything was changed; `left-out`: it says nothing here, or could not begin. */
  readonly outcome: 'done' | 'refused' | 'left-out' | 'unmet';
  /** Code of the refusal; null: there was none. */
  readonly code: string | null;
  /** Stacks that changed. */
  readonly stacks: readonly string[];
  readonly seconds: number;
  /** What was otherwise than it should be. */
  readonly unmet: readonly string[];
}

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
  readonly destroy: {
    readonly steps: readonly StepOutline[];
    readonly leftovers: readonly string[];
    readonly seconds: number;
  };
  readonly redeploy: { readonly ok: boolean; readonly seconds: number };
  readonly phases: readonly PhaseReport[];
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
  about: Pick<RehearsalReport, 'faults' | 'notUnderstood'> & { readonly leftOut: readonly LeftOut[] },
): Promise<RehearsalReport> {
  const calls = records.flatMap((record) => record.calls);
  const unknown = calls
    .filter(({ outcome }) => outcome === 'refused')
    .map(({ service, action }) => `${service} ${action}`);
  const first = deployment(records, 'deploy');
  const change = deployment(records, 'change');
  const again = deployment(records, 'redeploy');
  const { steps, leftovers, seconds } = teardown(records, 'destroy');
  return {
    deploy: { stacks: first.stacks, getIn: first.getIn, seconds: first.seconds, ...(await minutesOf(synthesis)) },
    change: { stacks: change.changed, seconds: change.seconds },
    destroy: { steps, leftovers: leftovers.map(({ sentence }) => sentence), seconds },
    redeploy: { ok: again.changed.length === again.stacks, seconds: again.seconds },
    phases: [...records.map(phaseReport), ...about.leftOut.map(leftOutReport)],
    there: {
      count: records[0]?.there.count ?? 0,
      touched: [...new Set(records.flatMap(({ there }) => there.touched))],
    },
    calls: calls.length,
    refused: [...new Set(unknown)],
    notUnderstood: about.notUnderstood,
    notRun: records.filter(({ phase }) => phase.name === 'deploy').flatMap(({ after }) => customResources(after)),
    faults: about.faults,
  };
}

/** Whether everything went as it should: nothing left or touched, everything made again, and no fault that did damage which lasted. */
export function isClean({ destroy, redeploy, phases, there, faults }: RehearsalReport): boolean {
  const isUntouched = destroy.leftovers.length === 0 && there.touched.length === 0;
  const isMet = phases.every(({ outcome }) => outcome !== 'unmet');
  return isUntouched && isMet && redeploy.ok && (faults === null || faults.lastingDamage.length === 0);
}

function phaseReport({ phase: { name, what }, answer, unmet }: PhaseRecord): PhaseReport {
  const refused = hasFailed(answer);
  return {
    ...{ name, what, unmet, seconds: answer.seconds },
    outcome: unmet.length > 0 ? 'unmet' : refused ? 'refused' : 'done',
    code: refused ? answer.problem.code : null,
    stacks: !refused && answer.did === 'deploy' ? answer.changed : [],
  };
}

function leftOutReport({ name, why }: LeftOut): PhaseReport {
  return { name, what: why, outcome: 'left-out', code: null, stacks: [], seconds: 0, unmet: [] };
}

function deployment(records: readonly PhaseRecord[], name: string): DeployResult {
  const answer = records.find(({ phase }) => phase.name === name)?.answer;
  if (answer !== undefined && 'did' in answer && answer.did === 'deploy') return answer;
  throw new Error(`A rehearsal goes through ${name}.`);
}

function teardown(records: readonly PhaseRecord[], name: string): DestroyResult {
  const answer = records.find(({ phase }) => phase.name === name)?.answer;
  if (answer !== undefined && 'did' in answer && answer.did === 'destroy') return answer;
  throw new Error(`A rehearsal goes through ${name}.`);
}

async function minutesOf({ stacks, dependencies }: Synthesis) {
  const chain = await longestChain(stacks, dependencies);
  return {
    awsMinutes: chain.stacksMinutes,
    awsMinutesInOneStack: chain.oneStackMinutes,
    awsMinutesOneByOne: chain.sumMinutes,
  };
}
