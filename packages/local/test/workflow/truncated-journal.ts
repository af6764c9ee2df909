import type { Journal } from '../../src/workflow/journal.ts';
import { openJournal } from './open-journal.ts';

/** A journal as it was when a crash came after so many events of an execution. */
export function truncatedJournal(whole: Journal, execution: string, seq: number): Journal {
  const copy = openJournal(':memory:');
  const tables = { executions: 'id = ?', events: 'execution = ? AND seq <= ?', tokens: 'execution = ?' };
  for (const [table, condition] of Object.entries(tables)) {
    const bound = table === 'events' ? [execution, seq] : [execution];
    for (const row of whole.database.prepare(`SELECT * FROM ${table} WHERE ${condition}`).all(...bound)) {
      const marks = Object.keys(row).map(() => '?');
      copy.database.prepare(`INSERT INTO ${table} VALUES (${marks})`).run(...Object.values(row));
    }
  }
  copy.database.exec(`UPDATE executions SET status = 'running', output = NULL, endedAtMs = NULL`);
  return copy;
}
