import { table as drawTable, getBorderCharacters } from 'table';

const plain = {
  border: getBorderCharacters('void'),
  columnDefault: { paddingLeft: 0, paddingRight: 2 },
  drawHorizontalLine: () => false,
};

/** Rows in aligned columns, without lines between them. */
export function table(rows: readonly (readonly string[])[], rightAligned: readonly number[] = []): string {
  if (rows.length === 0) return '';
  const columns = Object.fromEntries(rightAligned.map((column) => [column, { alignment: 'right' as const }]));
  return drawTable(rows, { ...plain, columns }).replace(/ +$/gm, '');
}
