import { Problem } from '@atelier/problem';
import { type Counted, type LineId, lineIds } from '../model/usage.ts';
import type { Charge } from './charge.ts';
import { type CostLine, costLine, sumOfCents } from './cost-line.ts';

/** Cost of a workspace a month, in US dollars. */
export interface Estimate {
  /** Lines that are counted, in the order of `lineIds`, then those that are unknown. */
  readonly lines: readonly CostLine[];
  /** Sum of the lines; at least this, where one of them is unknown. */
  readonly monthlyUsd: number;
  /** Lines that the price table of `usage.counted` has not thought of. */
  readonly forgotten: readonly CostLine[];
  readonly forgottenUsd: number;
  /** Counted and forgotten together. */
  readonly totalUsd: number;
  /** The part of the total that is paid in a month in which nobody works. */
  readonly idleUsd: number;
  /** Whether everything that costs something has a price; if not, every sum is the least that it can be. */
  readonly complete: boolean;
  /** The total by part of the workspace; what belongs to none is left out. */
  readonly parts: readonly PartCost[];
  readonly free: readonly FreeThing[];
}

export interface PartCost {
  readonly part: string;
  readonly usd: number;
  /** The line that most of it goes to; null: nothing in it has a price. */
  readonly largest: PartLine | null;
}

export interface PartLine {
  /** As in the lines of the estimate. */
  readonly id: string;
  readonly what: string;
  readonly usd: number;
}

/** Something that costs nothing, and why. */
export interface FreeThing {
  readonly what: string;
  readonly count: number;
  readonly because: string;
}

/** The estimate of charges: each row rounded half up to the cent, then the rounded rows summed. */
export function estimateOf(
  charges: readonly Charge[],
  { counted, titles, free }: { counted: Counted; titles: Readonly<Record<LineId, string>>; free: readonly FreeThing[] },
): Estimate {
  refuseAbsent(counted, charges);
  const [inTable, beside] = partition(charges, (charge) => isCounted(charge, counted));
  const lines = linesOf(inTable, titles);
  const forgotten = linesOf(beside, titles);
  const monthlyUsd = sumOfCents(lines.map(({ usd }) => usd));
  const forgottenUsd = sumOfCents(forgotten.map(({ usd }) => usd));
  const idle = charges.filter(({ runs }) => runs === 'always');
  return {
    lines,
    monthlyUsd,
    forgotten,
    forgottenUsd,
    totalUsd: sumOfCents([monthlyUsd, forgottenUsd]),
    idleUsd: sumOfCents(linesOf(idle, titles).map(({ usd }) => usd)),
    complete: charges.every(({ price }) => price.usd !== null),
    parts: partsOf(charges, titles),
    free,
  };
}

function isCounted({ line, of }: Charge, { lines, endpoints }: Counted): boolean {
  if (lines !== null && !lines.some((id) => id === line)) return false;
  return line !== 'network-endpoints' || of === null || endpoints === null || endpoints.includes(of);
}

/** A row that the table counts and the workspace does not have would make the sums agree by chance alone. */
function refuseAbsent({ lines, endpoints }: Counted, charges: readonly Charge[]): void {
  const ofLine = (id: LineId) => charges.filter(({ line }) => line === id);
  const services = ofLine('network-endpoints').flatMap(({ of }) => of ?? []);
  const there = lineIds.filter((id) => ofLine(id).length > 0);
  refuseOthers('lines', lines ?? [], there);
  refuseOthers('endpoints', endpoints ?? [], services);
}

function refuseOthers(setting: keyof Counted, counted: readonly string[], there: readonly string[]): void {
  const absent = counted.find((name) => !there.includes(name));
  if (absent === undefined) return;
  const all = [...new Set(there)].toSorted().join(', ') || 'none';
  throw new Problem({
    code: 'CountedButAbsent',
    message: `usage.counted.${setting} names ${absent}, which this workspace does not have. It has: ${all}.`,
    fix: `Remove ${absent} from usage.counted.${setting}.`,
    whose: 'yours',
  });
}

function linesOf(charges: readonly Charge[], titles: Readonly<Record<LineId, string>>): readonly CostLine[] {
  const groups = Map.groupBy(charges, (charge) => charge.line);
  const known = lineIds.flatMap((id) => rowsOf(id, titles[id], groups.get(id) ?? []));
  const unknown = [...groups].filter(([id]) => id.startsWith('unknown:'));
  return [...known, ...unknown.flatMap(([id, group]) => rowsOf(id, id.slice('unknown:'.length), group))];
}

/** One row for what has a price and one for what has none, so that neither hides the other. */
function rowsOf(id: string, what: string, charges: readonly Charge[]): readonly CostLine[] {
  const [priced, unpriced] = partition(charges, ({ price }) => price.usd !== null);
  const rows: CostLine[] = [];
  if (priced.length > 0) rows.push(costLine(id, what, priced));
  if (unpriced.length > 0) rows.push(costLine(priced.length > 0 ? `${id}:unpriced` : id, what, unpriced));
  return rows;
}

function partsOf(charges: readonly Charge[], titles: Readonly<Record<LineId, string>>): readonly PartCost[] {
  const groups = Map.groupBy(charges, ({ part }) => part);
  return [...groups].flatMap(([part, group]) => (part === null ? [] : [partCost(part, linesOf(group, titles))]));
}

function partCost(part: string, lines: readonly CostLine[]): PartCost {
  const priced = lines.map(({ id, what, usd }) => ({ id, what, usd: usd ?? 0 }));
  const [largest = null] = priced.filter(({ usd }) => usd > 0).toSorted((a, b) => b.usd - a.usd);
  return { part, usd: sumOfCents(priced.map(({ usd }) => usd)), largest };
}

function partition<Item>(items: readonly Item[], test: (item: Item) => boolean): [readonly Item[], readonly Item[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
