import { hash } from 'node:crypto';
import { visibleText } from '@atelier/problem';

/** What stands before the first line of a chain. */
export const nothingBefore = '0'.repeat(64);

const beforeDigest = ',"digest":"';
const afterDigest = '"}';
/** From the digest's name to the line's end. */
const tailLength = beforeDigest.length + nothingBefore.length + afterDigest.length;

/** A line of a log, without its end. */
export interface SealedLine {
  readonly text: string;
  /** SHA-256 of all that stands before it in the line, in hexadecimal. */
  readonly digest: string;
}

/** Write fields as one line that names the digest of the line before it and ends with its own. */
export function seal(fields: object, before: string): SealedLine {
  // Escapes of JSON alone: the document stays the same, and a terminal obeys nothing in it.
  const document = inSight(JSON.stringify({ ...fields, before }));
  const sealed = document.slice(0, -1);
  const digest = hash('sha256', sealed);
  return { text: `${sealed}${beforeDigest}${digest}${afterDigest}`, digest };
}

function inSight(text: string): string {
  return /^[ -~]*$/.test(text) ? text : visibleText(text);
}

/** A line as it is found. */
export interface FoundLine {
  readonly fields: Readonly<Record<string, unknown>>;
  /** That it ends with. */
  readonly digest: string;
}

/** Read a line whatever it has become; undefined for what has not the form of one. */
export function readLine(bytes: Uint8Array): FoundLine | undefined {
  const end = bytes.length - tailLength;
  if (end <= 0) return undefined;
  const tail = textOf(bytes.subarray(end));
  if (!/^,"digest":"[0-9a-f]{64}"\}$/.test(tail)) return undefined;
  try {
    const fields: unknown = JSON.parse(`${textOf(bytes.subarray(0, end))}}`);
    if (typeof fields !== 'object' || fields === null) return undefined;
    return { fields: fields as FoundLine['fields'], digest: tail.slice(beforeDigest.length, -afterDigest.length) };
  } catch {
    return undefined;
  }
}

/** Whether the digest that a line ends with is that of the rest of it. */
export function isUnchanged(bytes: Uint8Array, { digest }: FoundLine): boolean {
  return hash('sha256', bytes.subarray(0, bytes.length - tailLength)) === digest;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}
