import { gatewayClient } from '@atelier/local';
import { stringify } from 'csv-stringify/sync';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { stateOf } from '../state-of.ts';
import { guardFormula } from '../text/guard-formula.ts';
import { table } from '../text/table.ts';

interface Options {
  readonly file?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly guardFormulas?: boolean;
}

interface Column {
  readonly name: string;
  readonly type: string;
}

/** Where rows go, in one of the forms that people and programs read. */
interface Printer {
  begin(columns: readonly Column[]): void;
  rows(rows: readonly (readonly unknown[])[]): void;
  end(): void;
}

/** More rows than this are not drawn for a person. */
const mostDrawnRows = 1000;

/** Run SQL in a project's warehouse and print the rows as they come. */
export async function sql(io: Io, project: string, text: string, options: Options): Promise<ExitCode> {
  const gateway = gatewayClient(stateOf(io, options.file));
  const printer = options.json ? jsonPrinter(io) : options.csv ? csvPrinter(io, csvForm(options)) : textPrinter(io);
  for await (const answer of gateway.query(project, text, io.interrupted)) {
    if (Array.isArray(answer.columns)) printer.begin(answer.columns);
    if (Array.isArray(answer.rows)) printer.rows(answer.rows);
  }
  printer.end();
  return exitCodes.done;
}

/** Kept until the end, so that a query that fails half way prints its problem and nothing else. */
function jsonPrinter(io: Io): Printer {
  let columns: readonly Column[] = [];
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

function csvPrinter(io: Io, { cell, quoted }: CsvForm): Printer {
  const print = (rows: readonly (readonly string[])[]) =>
    io.data(
      stringify(
        rows.map((row) => row.map(cell)),
        { quoted },
      ),
    );
  return {
    begin: (columns) => print([columns.map(({ name }) => name)]),
    rows: (rows) => print(rows.map((row) => row.map(cellText))),
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
      io.out(table([header, ...drawn]));
      const left = count - drawn.length;
      io.out(
        `${count.toLocaleString('en')} row${count === 1 ? '' : 's'}${left > 0 ? `, ${left} not shown: use --csv` : ''}\n`,
      );
    },
  };
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
