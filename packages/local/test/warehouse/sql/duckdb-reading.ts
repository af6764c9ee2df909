import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** How DuckDB itself reads a text, or null where it refuses it. */
export interface DuckdbReading {
  readonly statements: readonly { readonly type: string; readonly text: string }[] | null;
  /** Where its scanner sees tokens begin, in bytes; it stops at what it cannot read. */
  readonly starts: readonly number[];
}

const python = fileURLToPath(new URL('../../../../../.venv/bin/python', import.meta.url));

// DuckDB's parser answers without binding only in Python; its version is the one that Node has.
const program = `
import duckdb, json, sys
connection = duckdb.connect()
def reading(text):
    try:
        statements = [{"type": s.type.name, "text": s.query} for s in connection.extract_statements(text)]
    except Exception:
        statements = None
    return {"statements": statements, "starts": [start for start, _ in duckdb.tokenize(text)]}
texts = json.load(sys.stdin)
json.dump({"version": "v" + duckdb.__version__, "readings": [reading(text) for text in texts]}, sys.stdout)
`;

/** Read many texts with DuckDB's own parser, without running any of them. */
export function duckdbReadings(texts: readonly string[]): { version: string; readings: readonly DuckdbReading[] } {
  const answer = execFileSync(python, ['-c', program], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
  });
  return JSON.parse(answer);
}
