import { type DuckDBDataChunk, DuckDBVector } from '@duckdb/node-api';

/** What one value takes in JavaScript, roughly. */
const bytesOfValue = 32;
/** How DuckDB lays out texts and bytes: the length in the first four of sixteen. */
const bytesOfTextEntry = 16;

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
  let bytes = vector.itemCount * bytesOfValue;
  for (const part of Object.values(vector).flat()) {
    if (part instanceof DuckDBVector) bytes += vectorBytes(part);
    else if (part instanceof DataView && part.byteLength === vector.itemCount * bytesOfTextEntry)
      bytes += textBytes(part);
  }
  return bytes;
}

function textBytes(entries: DataView): number {
  let bytes = 0;
  for (let at = 0; at < entries.byteLength; at += bytesOfTextEntry) bytes += entries.getUint32(at, true);
  return bytes;
}
