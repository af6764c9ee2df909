import { oneLine } from '@atelier/problem';
import { table as drawTable, getBorderCharacters } from 'table';

const plain = {
  border: getBorderCharacters('void'),
  columnDefault: { paddingLeft: 0, paddingRight: 2 },
  drawHorizontalLine: () => false,
};

/** The text of a cell; several lines are a list, because a line end in a text could pretend to be a row. */
export type Cell = string | readonly string[];

/** Rows in aligned columns, without lines between them. */
export function table(rows: readonly (readonly Cell[])[], rightAligned: readonly number[] = []): string {
  if (rows.length === 0) return '';
  const columns = Object.fromEntries(rightAligned.map((column) => [column, { alignment: 'right' as const }]));
  const drawn = rows.map((row) => row.map((cell) => [cell].flat().map(oneLine).join('\n')));
  return drawTable(drawn, { ...plain, columns }).replace(/ +$/gm, '');
}
