import { isAlias, isMap, isScalar, isSeq, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Path } from '../explaining/issue.ts';
import type { PositionTree, SourcePosition } from './source-positions.ts';

/** Plain data, where each part of it stands, and what cannot be accepted in it. */
export interface ReadNode {
  readonly data: unknown;
  readonly places: PositionTree;
}

export interface Refused {
  readonly reason: 'duplicate' | 'reserved' | 'shortcut' | 'tag' | 'depth';
  readonly path: Path;
  readonly place: SourcePosition;
  /** The source text at fault. */
  readonly given: string;
}

/** Deeper than any file that means something, and shallow enough for everything that walks through it. */
const deepest = 24;

interface Reading {
  readonly placeAt: (offset: number) => SourcePosition;
  readonly refused: Refused[];
}

/** Turn a document's nodes into plain data; every refusal is pushed to `reading.refused`. */
export function readNodes(node: ParsedNode | null, path: Path, key: SourcePosition, reading: Reading): ReadNode {
  const place = node === null ? key : reading.placeAt(node.range[0]);
  const refuse = (reason: Refused['reason'], given: string): ReadNode => {
    reading.refused.push({ reason, path, place, given });
    return leaf(null, key, place);
  };
  if (node === null) return leaf(null, key, place);
  if (isAlias(node)) return refuse('shortcut', `*${node.source}`);
  if (node.anchor !== undefined) return refuse('shortcut', `&${node.anchor}`);
  if (node.tag !== undefined) return refuse('tag', node.tag);
  if (isScalar(node)) return leaf(node.value, key, place);
  if (path.length >= deepest) return refuse('depth', '');
  if (isMap(node)) return readMap(node, path, { key, value: place }, reading);
  if (isSeq(node)) return readList(node, path, { key, value: place }, reading);
  return leaf(null, key, place);
}

function leaf(data: unknown, key: SourcePosition, value: SourcePosition): ReadNode {
  return { data, places: { key, value, children: new Map() } };
}

type Spot = Pick<PositionTree, 'key' | 'value'>;

function readMap(map: YAMLMap.Parsed, path: Path, spot: Spot, reading: Reading): ReadNode {
  const entries = new Map<string, ReadNode>();
  for (const { key, value } of map.items) {
    const name = isScalar(key) ? String(key.value) : '';
    const place = reading.placeAt(key.range[0]);
    const reason = refusalOf(name, entries);
    if (reason !== undefined) {
      reading.refused.push({ reason, path: [...path, name], place, given: name });
      continue;
    }
    entries.set(name, readNodes(value, [...path, name], place, reading));
  }
  const data = Object.fromEntries([...entries].map(([name, { data }]) => [name, data]));
  const children = new Map([...entries].map(([name, { places }]) => [name, places]));
  return { data, places: { ...spot, children } };
}

function refusalOf(key: string, earlier: ReadonlyMap<string, unknown>): Refused['reason'] | undefined {
  if (earlier.has(key)) return 'duplicate';
  if (key === '<<') return 'shortcut';
  return key === '__proto__' ? 'reserved' : undefined;
}

function readList(list: YAMLSeq.Parsed, path: Path, spot: Spot, reading: Reading): ReadNode {
  const items = list.items.map((item, index) => {
    const place = item.range === undefined ? spot.value : reading.placeAt(item.range[0]);
    return readNodes(item as ParsedNode, [...path, index], place, reading);
  });
  const children = new Map(items.map(({ places }, index) => [index, places]));
  return { data: items.map(({ data }) => data), places: { ...spot, children } };
}
