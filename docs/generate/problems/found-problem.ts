/** One place where a problem is made, with gaps for what only a run knows. */
export interface FoundProblem {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  readonly whose: 'yours' | 'machine' | 'ours';
  /** From the root of the project. */
  readonly file: string;
}

/** Stands for what only a run knows, and has no name that says what it is. */
export const gap = '…';

/** Stands for what only a run knows, by the name that it has in the code: `maxInstances` is ‹max instances›. */
export function gapNamed(name: string): string {
  if (name.length < 2) return gap;
  return `‹${name
    .replaceAll(/_|(?<=[a-z0-9])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .trim()}›`;
}

/** The known parts of a text. */
export function withoutGaps(text: string): string {
  return text.replaceAll(/…|‹[^›]*›/g, '');
}
