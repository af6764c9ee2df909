import { type Document, isCollection, isMap, isSeq, parseDocument } from 'yaml';
import type { Path } from '../explaining/issue.ts';
import type { FileChange } from './file-change.ts';

/**
 * The text of a file after some changes, with its comments.
 *
 * A text that is no YAML stays as it is: whoever reads it says so. What a path leads through and is not there yet is made.
 */
export function changeFile(text: string, changes: readonly FileChange[]): string {
  if (changes.length === 0) return text;
  const document = parseDocument(text, { stringKeys: true, uniqueKeys: false, logLevel: 'silent' });
  if (document.errors.length > 0 || !isMap(document.contents)) return text;
  for (const change of changes) make(document, change);
  return document.toString();
}

function make(document: Document, change: FileChange): void {
  const { path } = change;
  if (change.kind === 'remove') {
    document.deleteIn(path);
    return;
  }
  if (change.kind === 'set') {
    openWay(document, path);
    document.setIn(path, document.createNode(change.value));
    return;
  }
  const list = document.getIn(path);
  const before: readonly unknown[] = isSeq(list) ? (list.toJS(document) as unknown[]) : [];
  const isThere = before.includes(change.value);
  if (isThere !== (change.kind === 'drop')) return;
  openWay(document, path);
  const after = isThere ? before.filter((item) => item !== change.value) : [...before, change.value];
  document.setIn(path, document.createNode(after));
}

/** Makes maps of what stands on the way to a path and is nothing. */
function openWay(document: Document, path: Path): void {
  for (const depth of path.slice(0, -1).keys()) {
    const way = path.slice(0, depth + 1);
    const there = document.getIn(way);
    if (!isCollection(there)) document.setIn(way, document.createNode({}));
  }
}
