const directions: Readonly<Record<string, string>> = {
  northeast: 'ne',
  southeast: 'se',
  northwest: 'nw',
  southwest: 'sw',
};

/** A region in a few characters, as its zones begin: `eu-central-1` is `euc1`, `us-gov-west-1` is `usgw1`. */
export function regionWord(region: string): string {
  const [area = '', ...rest] = region.split('-');
  const number = rest.pop() ?? '';
  return `${area}${rest.map((word) => directions[word] ?? word.slice(0, 1)).join('')}${number}`;
}
