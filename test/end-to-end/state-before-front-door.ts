import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Make the state of a workspace that is down what an Atelier of before the front door would have left of it.
 *
 * As that version was seen to leave one: its database by that version's own schema and version, with the port of its door;
 * and no folder that it did not know.
 */
export function stateBeforeFrontDoor(folder: string, doorPort: number): void {
  const at = (name: string) => join(folder, '.atelier', name);
  for (const unknown of ['gateway', 'audit', 'spaces', 'run']) rmSync(at(unknown), { recursive: true, force: true });
  const [now, before] = [at('state.sqlite'), at('state.before')];
  {
    using database = new DatabaseSync(before);
    database.exec(readFileSync(join(import.meta.dirname, 'state-before-front-door.sql'), 'utf8'));
    database.prepare('ATTACH ? AS now').run(now);
    for (const table of ['executions', 'events', 'tokens', 'deployments'])
      database.exec(`INSERT INTO ${table} SELECT * FROM now.${table}`);
    database.prepare("INSERT INTO ports VALUES ('door', ?)").run(doorPort);
    database.exec('DETACH now');
  }
  for (const left of ['-wal', '-shm']) rmSync(`${now}${left}`, { force: true });
  renameSync(before, now);
}
