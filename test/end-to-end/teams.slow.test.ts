import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RehearsalReport } from '@atelier/rehearsal';
import { describe, expect, test } from 'vitest';
import { startCommand } from './command.ts';

const patienceMs = 600_000;
const folder = fileURLToPath(new URL('../../../shared/cases/doors/teams/', import.meta.url));
const why = existsSync(folder) ? '' : ' (skipped: shared/cases is not beside this checkout)';
const files = why === '' ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : ['none'];

describe.skipIf(why !== '')(`files of teams${why}`, () => {
  test.each(files)(
    '%s is deployed, changed, taken down and deployed again by an operator with the rights that are described',
    async (name) => {
      const file = `${folder}${name}`;
      const plan = await startCommand(['plan', file, '--json']).ended;
      const { code, out, err } = await startCommand(['rehearse', file, '--json']).ended;
      expect({ plan: plan.code, code, err }).toMatchObject({ plan: 0, code: 0 });
      const { destroy, redeploy, there, refused } = JSON.parse(out) as RehearsalReport;
      expect({ left: destroy.leftovers, ok: redeploy.ok, touched: there.touched, refused }).toEqual({
        left: [],
        ok: true,
        touched: [],
        refused: [],
      });
    },
    patienceMs,
  );
});
