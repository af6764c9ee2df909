import { appendFileSync, writeSync } from 'node:fs';
import { runExecution } from '../../src/workflow/run-execution.ts';
import { everyKindTasks } from './every-kind.ts';
import { openJournal } from './open-journal.ts';
import { skippingClock } from './skipping-clock.ts';

// Runs the execution of `everyKind` in a journal; writes a dot for each transition and a line for each effect.
const [file = '', effects = '', execution = ''] = process.argv.slice(2);
const journal = openJournal(file);
await runExecution({
  journal,
  execution,
  clock: skippingClock(),
  runTask: everyKindTasks(journal, (call) => appendFileSync(effects, `${call}\n`)),
  tell: () => writeSync(1, '.'),
});
