import { type DuckDBDataChunk, DuckDBTypeId, DuckDBVector } from '@duckdb/node-api';

/** Bytes that one value takes in JavaScript, roughly. */
const bytesOfValue = 32;
/** How DuckDB lays out texts and bytes: the length in the first four of sixteen. */
const bytesOfTextEntry = 16;
/** Types that are laid out so. Sums, UUIDs and intervals take sixteen bytes as well, and none of them is a length. */
const textual: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.VARCHAR,
  DuckDBTypeId.BLOB,
  DuckDBTypeId.BIT,
  DuckDBTypeId.BIGNUM,
  DuckDBTypeId.GEOMETRY,
]);

/**
 * About how much memory the values of a chunk take once they are JavaScript's own.
 *
 * Asked before they are converted: one value may be a list of a billion others, which would end the process.
 */
export function chunkBytes(chunk: DuckDBDataChunk): number {
  let bytes = 0;
  for (let column = 0; column < chunk.columnCount; column += 1) bytes += vectorBytes(chunk.getColumnVector(column));
  return bytes;
}

/** The library has no word for what a vector holds, but keeps it in properties: vectors of parts, and views of data. */
function vectorBytes(vector: DuckDBVector): number {
  const parts: unknown[] = Object.values(vector).flat();
  const isTextual = textual.has(vector.type.typeId);
  let bytes = vector.itemCount * bytesOfValue;
  for (const part of parts) {
    if (part instanceof DuckDBVector) bytes += vectorBytes(part);
    else if (isTextual && part instanceof DataView) bytes += textBytes(part, parts.find(isValidity));
  }
  return bytes;
}

/** Which values of a vector are not null; the library does not name it in its exports. */
interface Validity {
  itemValid(index: number): boolean;
}

function isValidity(part: unknown): part is Validity {
  return typeof part === 'object' && part !== null && 'itemValid' in part;
}

/** Bytes of all texts of a column; the entry of a value that is null was never written, and does not count. */
function textBytes(entries: DataView, validity: Validity | undefined): number {
  let bytes = 0;
  for (let index = 0; index < entries.byteLength / bytesOfTextEntry; index += 1) {
    if (validity?.itemValid(index) === false) continue;
    bytes += entries.getUint32(index * bytesOfTextEntry, true);
  }
  return bytes;
}
