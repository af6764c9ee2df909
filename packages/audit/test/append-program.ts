import { writeSync } from 'node:fs';
import { openAuditLog } from '../src/index.ts';
import { entry } from './audit-place.ts';

/** Append for as long as it goes, by so many callers at once, and say on standard output what has been acknowledged. */

const [folder = '', callers = '1', segmentBytes = '16000000', from = '0'] = process.argv.slice(2);
const place = { folder, workspace: 'acme', writer: 'front-door', segmentBytes: Number(segmentBytes) };
const log = openAuditLog({ ...place, tell: (news) => writeSync(2, `${news}\n`) });
writeSync(1, 'open\n');
let next = Number(from);
let refusals = 0;

async function append(): Promise<void> {
  while (refusals < 50) {
    next += 1;
    const name = `number ${next}.`;
    try {
      await log.append(entry(name));
      writeSync(1, `${name}\n`);
    } catch (error) {
      refusals += 1;
      writeSync(1, `refused ${(error as { code?: string }).code}\n`);
    }
  }
}

await Promise.all(Array.from({ length: Number(callers) }, append));
