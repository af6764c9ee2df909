/** A share as written, such as `5%` or 0.05, as a number from 0 to 1. */
export function shareOf(written: string | number): number {
  return typeof written === 'number' ? written : Number(written.replace('%', '')) / 100;
}
