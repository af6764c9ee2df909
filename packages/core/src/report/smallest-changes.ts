import { resourceText } from '../access/resource.ts';
import { type Right, rightsOf } from '../access/rights-of.ts';
import { changeText, type FileChange } from '../config/changing/file-change.ts';
import { compareEstimates } from '../cost/compare-estimates.ts';
import type { Estimate } from '../cost/estimate.ts';
import type { Workspace } from '../model/workspace.ts';

/** A workspace, what it answers and what it costs. */
export interface AnsweredFile {
  readonly workspace: Workspace;
  readonly answer: 'yes' | 'no' | 'unknown';
  /** Null: it has no price here. */
  readonly estimate: Estimate | null;
}

/** A change of the file that was tried and turned the answer. */
export interface TriedChange {
  /** As they would be written, such as `people.july.role: data-engineer`. */
  readonly changes: readonly string[];
  /** The same for programs. */
  readonly edits: readonly FileChange[];
  /** `unknown`: nothing refuses it any more, and nobody can know more before it is tried. */
  readonly answer: 'yes' | 'unknown';
  /** Rights on the own things that the person gets with it, and those that go. */
  readonly gains: readonly string[];
  readonly loses: readonly string[];
  /** US dollars more a month; null: nothing is paid for on this machine. */
  readonly monthlyUsd: number | null;
  /** Whether everything in both estimates has a price. */
  readonly complete: boolean;
}

export interface ChangeTrial {
  readonly candidates: readonly (readonly FileChange[])[];
  readonly before: AnsweredFile;
  /** Name of the person whose rights are compared; null: nobody's are. */
  readonly person: string | null;
  /** The workspace of the changed file; null: the file would have mistakes. */
  readonly load: (changes: readonly FileChange[]) => Promise<Workspace | null>;
  /** Whether it is worth asking at all. */
  readonly mayTurn: (workspace: Workspace) => boolean;
  readonly ask: (workspace: Workspace) => Promise<AnsweredFile>;
}

/** More candidates than this are not asked: each is a whole synthesis. */
const mostAsked = 6;

/**
 * The changes that turn a no, each tried: the one that moves the fewest rights, and where that takes rights away the first that
 * takes none.
 */
export async function smallestChanges(trial: ChangeTrial): Promise<readonly TriedChange[]> {
  const turned: TriedChange[] = [];
  const ranked = (await loaded(trial)).toSorted((one, other) => one.moved - other.moved);
  for (const { changes, workspace, gains, loses } of ranked.slice(0, mostAsked)) {
    if (turned.length > 0 && loses.length > 0) continue;
    const { answer, estimate } = await trial.ask(workspace);
    if (answer === 'no') continue;
    const price = priceOf(trial.before.estimate, estimate);
    turned.push({ changes: changes.map(changeText), edits: changes, answer, gains, loses, ...price });
    if (loses.length === 0) break;
  }
  return turned;
}

interface Loaded {
  readonly changes: readonly FileChange[];
  readonly workspace: Workspace;
  readonly gains: readonly string[];
  readonly loses: readonly string[];
  /** How many rights are others afterwards, of the person and of everybody else by settings. */
  readonly moved: number;
}

async function loaded({ candidates, before, person, load, mayTurn }: ChangeTrial): Promise<readonly Loaded[]> {
  const own = rightsHeld(before.workspace, person);
  const found: Loaded[] = [];
  for (const changes of candidates) {
    // Whatever does it without these is smaller.
    if (found.some((one) => one.changes.every((change) => changes.includes(change)))) continue;
    const workspace = await load(changes);
    if (workspace === null || !mayTurn(workspace)) continue;
    const now = rightsHeld(workspace, person);
    const gains = [...now].filter((right) => !own.has(right));
    const loses = [...own].filter((right) => !now.has(right));
    const settings = changes.filter(({ path }) => path[0] !== 'people' && path[0] !== 'projects').length;
    found.push({ changes, workspace, gains, loses, moved: gains.length + loses.length + settings });
  }
  return found;
}

function rightsHeld(workspace: Workspace, name: string | null): ReadonlySet<string> {
  const person = workspace.people.find((one) => one.name === name);
  const rights: readonly Right[] = person === undefined ? [] : rightsOf(workspace, person);
  return new Set(
    rights.filter(({ allowed }) => allowed).map(({ action, resource }) => `${action} on ${resourceText(resource)}`),
  );
}

function priceOf(before: Estimate | null, after: Estimate | null): Pick<TriedChange, 'monthlyUsd' | 'complete'> {
  if (before === null || after === null) return { monthlyUsd: null, complete: true };
  const { differenceUsd, complete } = compareEstimates(before, after);
  return { monthlyUsd: differenceUsd, complete };
}
