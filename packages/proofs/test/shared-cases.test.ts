import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { prove, readTemplates } from '../src/index.ts';

/** Templates that others have collected; the project ships them not, so the tests run only where they lie. */
const cases = fileURLToPath(new URL('../../../../shared/cases/', import.meta.url));
const why = existsSync(cases) ? '' : ' (skipped: shared/cases is not beside this checkout)';

function filesIn(folder: string): readonly string[] {
  if (why !== '') return ['-'];
  return readdirSync(`${cases}${folder}`).map((name) => `${folder}/${name}`);
}

const proofOf = async (file: string) => prove(await readTemplates([`${cases}${file}`]));

/** Kinds of what is not known, which the page about proofs names. */
const namedKinds =
  /^(type-unmodelled|unknown-value|unread-part|undecided-condition|unread-policy|untold-owner|endpoint-surplus)$/;

describe.skipIf(why !== '')(`what others have collected${why}`, () => {
  test.each(filesIn('prove'))('%s has a hole, and is not called proven', async (file) => {
    const { ok, verdicts } = await proofOf(file);
    expect(ok).toBe(false);
    expect(Object.values(verdicts).every((verdict) => verdict === 'proven')).toBe(false);
  });

  test.each(filesIn('prove-false-alarms'))('%s has none, and is not refuted', async (file) => {
    const { findings } = await proofOf(file);
    expect(findings.filter(({ verdict }) => verdict === 'refuted')).toEqual([]);
    expect(findings.filter(({ rule }) => !namedKinds.test(rule))).toEqual([]);
  });
});
