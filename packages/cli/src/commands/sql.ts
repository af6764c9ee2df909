import type { QueryColumn } from '@atelier/core/contract';
import { Problem } from '@atelier/problem';
import { stringify } from 'csv-stringify/sync';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { loginFailure, wayIn } from '../login/way-in.ts';
import { guardFormula } from '../text/guard-formula.ts';
import { table } from '../text/table.ts';
import { withMargin } from '../text/with-margin.ts';

interface Options {
  readonly file?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly guardFormulas?: boolean;
  readonly owner?: boolean;
}

/** Where rows go, in one of the forms that people and programs read. */
interface Printer {
  begin(columns: readonly QueryColumn[]): void;
  rows(rows: readonly (readonly unknown[])[]): void;
  end(): void;
}

/** More rows than this are not drawn for a person. */
const mostDrawnRows = 1000;

/** Run SQL in a project's warehouse and print the rows as they come. */
export async function sql(io: Io, project: string, text: string, options: Options): Promise<ExitCode> {
  const { api } = wayIn(io, options);
  const printer = options.json ? jsonPrinter(io) : options.csv ? csvPrinter(io, csvForm(options)) : textPrinter(io);
  try {
    for await (const answer of api.query(project, text, io.interrupted)) {
      if ('columns' in answer) printer.begin(answer.columns);
      else printer.rows(answer.rows);
    }
  } catch (error) {
    throw io.interrupted.aborted ? interrupted() : loginFailure(error);
  }
  printer.end();
  return exitCodes.done;
}

function interrupted(): Problem {
  return new Problem({
    code: 'Interrupted',
    message: 'The query was interrupted.',
    fix: 'Run the command again to ask anew.',
    whose: 'yours',
    state: 'The warehouse stops it; what it had not finished writing is undone.',
  });
}

/** Kept until the end, so that a query that fails half way prints its problem and nothing else. */
function jsonPrinter(io: Io): Printer {
  let columns: readonly QueryColumn[] = [];
  const objects: object[] = [];
  return {
    begin: (described) => {
      columns = described;
    },
    rows: (rows) => {
      for (const row of rows) objects.push(Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])));
    },
    end: () => io.out(`${JSON.stringify({ columns, rows: objects })}\n`),
  };
}

interface CsvForm {
  readonly cell: (text: string) => string;
  readonly quoted: boolean;
}

/** Quoted throughout where formulas are guarded: a spreadsheet may take another sign than the comma to part cells. */
function csvForm({ guardFormulas }: Options): CsvForm {
  return guardFormulas ? { cell: guardFormula, quoted: true } : { cell: (text) => text, quoted: false };
}

/** An empty text is `""`, and nothing at all is nothing, as DuckDB and PostgreSQL write them. */
function csvPrinter(io: Io, { cell, quoted }: CsvForm): Printer {
  const written = (value: unknown) => (value === null ? null : cell(cellText(value)));
  const print = (rows: readonly (readonly unknown[])[]) =>
    io.data(
      stringify(
        rows.map((row) => row.map(written)),
        { quoted, quoted_match: /^$/ },
      ),
    );
  return {
    begin: (columns) => print([columns.map(({ name }) => name)]),
    rows: print,
    end: () => undefined,
  };
}

function textPrinter(io: Io): Printer {
  let header: readonly string[] = [];
  const drawn: string[][] = [];
  let count = 0;
  return {
    begin: (columns) => {
      header = columns.map(({ name }) => name);
    },
    rows: (rows) => {
      count += rows.length;
      drawn.push(...rows.slice(0, Math.max(0, mostDrawnRows - drawn.length)).map((row) => row.map(cellText)));
    },
    end: () => {
      io.out(isPlan(header) ? drawn.map(planText).join('') : table([header, ...drawn]));
      const left = count - drawn.length;
      io.out(
        `${count.toLocaleString('en')} row${count === 1 ? '' : 's'}${left > 0 ? `, ${left} not shown: use --csv` : ''}\n`,
      );
    },
  };
}

/** Whether these are the columns of "explain", whose answer is a drawing of many lines. */
function isPlan(header: readonly string[]): boolean {
  return header.join() === 'explain_key,explain_value';
}

function planText([what, plan]: readonly string[]): string {
  return `${withMargin(`${what}\n${plan}`)}\n`;
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
