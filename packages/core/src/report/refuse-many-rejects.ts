import { Problem } from '@atelier/problem';
import type { InputReport, LoadReport } from './load-report.ts';

/** Remedies for rows whose reason begins so, where more can be said than to repair them. */
const remedies: readonly (readonly [begin: string, remedy: string])[] = [
  ['duplicate key', 'Add the rows up, so that there is one for each store and day.'],
  ['bad date', "Set the input's dateFormat in the flow file to the form that its days have."],
  ['unknown date', 'Set the calendar in the flow file so that it holds these days.'],
  ['bad number: store_id', 'Give each store a whole number.'],
  ['bad number: total_sales', 'Write amounts as plain numbers with a point and at most 2 decimals.'],
  ['bad flag', 'Write promotions and holidays as 0 or 1.'],
  ['two addresses', 'Describe each store in one way; the first description in the file counts.'],
  ['unknown store', 'Leave out the rows of stores that have no sales.'],
  ['wrong columns', 'Put values that hold a comma in quotes.'],
];

/** Rules named in the message; the report beside it has all. */
const namedRules = 3;

/**
 * Refuse a load of which more than the limit, a share from 0 to 1, was rejected, input by input.
 *
 * @throws Problem RowsRejected for the first such input, and for sales of which nothing was loaded.
 */
export function refuseManyRejects(load: LoadReport, limit: number): void {
  const spoilt = load.inputs.find((input) => input.rejected > limit * input.read || hasNothing(input));
  if (spoilt === undefined) return;
  const { rejected, read, file, examples } = spoilt;
  const share = `${count(rejected)} of ${count(read)} rows of ${file} (${percentAbove(rejected / read)} %)`;
  const [first] = examples;
  const remedy = remedies.find(([begin]) => first?.reason.startsWith(begin))?.[1] ?? 'Repair these rows.';
  throw new Problem({
    code: 'RowsRejected',
    message: `${share} cannot be loaded: ${rulesOf(spoilt)}. At most ${limit * 100} % may be rejected. The first of them is line ${first?.line}: ${first?.reason}.`,
    fix: `${remedy} All rejected rows are listed in ${load.rejectedFile}; rejectLimit in the flow file sets how many may be rejected.`,
    whose: 'yours',
    state: 'Nothing was changed: no table, no model, no endpoint.',
  });
}

function hasNothing({ input, loaded }: InputReport): boolean {
  return input === 'sales' && loaded === 0;
}

function rulesOf({ reasons }: InputReport): string {
  const rules = Object.entries(reasons).map(([rule, rows]) => `${rule} (${count(rows)})`);
  const more = rules.length > namedRules ? ', …' : '';
  return `${rules.slice(0, namedRules).join(', ')}${more}`;
}

function count(value: number): string {
  return value.toLocaleString('en');
}

/** Rounded up, so that what is above a limit never reads like the limit. */
function percentAbove(share: number): number {
  return Math.ceil(Number((share * 10_000).toFixed(6))) / 100;
}
