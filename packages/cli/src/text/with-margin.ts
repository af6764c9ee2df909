import { oneLine } from '@atelier/problem';

/** A text of several lines: further ones stand behind a margin, so that none can pretend to be a line of ours. */
export function withMargin(text: string): string {
  const [first = '', ...further] = text.split('\n').map(oneLine);
  return [first, ...further.filter((line) => line !== '')].join('\n  | ');
}
