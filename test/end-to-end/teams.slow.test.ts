import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RehearsalReport } from '@atelier/rehearsal';
import { describe, expect, test } from 'vitest';
import { startCommand } from './command.ts';

const patienceMs = 1_200_000;
const folder = fileURLToPath(new URL('../../../shared/cases/doors/teams/', import.meta.url));
const why = existsSync(folder) ? '' : ' (skipped: shared/cases is not beside this checkout)';
const files = why === '' ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : ['none'];

/** Files whose projects cost more than their budgets, since each has a tracking server: `plan` says so and refuses. */
const aboveBudget = ['13-budgets.yaml'];

describe.skipIf(why !== '')(`files of teams${why}`, () => {
  test.each(files)(
    '%s is deployed, changed, taken down and deployed again by an operator with the rights that are described',
    async (name) => {
      const file = `${folder}${name}`;
      const plan = await startCommand(['plan', file, '--json']).ended;
      const { code, out, err } = await startCommand(['rehearse', file, '--json']).ended;
      const { guardrails } = JSON.parse(plan.out) as { guardrails: readonly { id: string; ok: boolean }[] };
      const against = guardrails.filter(({ ok }) => !ok).map(({ id }) => id);
      expect(against).toEqual(aboveBudget.includes(name) ? ['project-budgets'] : []);
      expect({ code, err }).toMatchObject({ code: 0 });
      const { destroy, redeploy, phases, there, refused } = JSON.parse(out) as RehearsalReport;
      expect(phases.filter(({ outcome }) => outcome === 'unmet')).toEqual([]);
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
