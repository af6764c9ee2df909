import type { ConfigIssue, RuleFinding } from '../explaining/issue.ts';
import type { SourcePosition } from './source-positions.ts';

/** The text of a file, and where it was read. */
export interface Source {
  /** The path as the reader of a message would write it. */
  readonly file: string;
  /** Absolute path of the folder that relative paths in the text start from. */
  readonly folder: string;
  readonly text: string;
}

/** A file that gave no text, and why. */
export interface Unreadable extends Pick<RuleFinding, 'code' | 'message' | 'fix'> {
  readonly file: string;
  /** The first byte or character at fault, where there is one. */
  readonly place?: SourcePosition;
}

/** Why a file gave no text, as something to change. */
export function unreadableIssue({ file, place, code, message, fix }: Unreadable): ConfigIssue {
  return { path: '', file, ...(place ?? { line: 1, column: 1 }), code, message, fix };
}
