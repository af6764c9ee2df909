/** The beginning of what spreadsheets compute, behind characters that they drop or nobody sees. */
const formula = /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠]/u;
/** Some take a leading tab or line end as the beginning of a formula whatever follows. */
const control = /^[\t\r\n]/;
const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A cell that a spreadsheet shows and never computes: text in place of a formula; numbers stay numbers. */
export function guardFormula(cell: string): string {
  if (number.test(cell)) return cell;
  return formula.test(cell) || control.test(cell) ? `'${cell}` : cell;
}
