/** The rehearsal of the example, as whole commands, and one in which every call fails once. Prints JSON. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const example = join(root, 'examples/acme/atelier.yaml');
const repetitions = 5;

function rehearse(...options: string[]) {
  const start = performance.now();
  const text = execFileSync(join(root, 'atelier'), ['rehearse', example, '--json', ...options], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 28,
  });
  return { seconds: Math.round(performance.now() - start) / 1000, report: JSON.parse(text) };
}

const runs = Array.from({ length: repetitions }, () => rehearse());
const [{ report }] = runs as [(typeof runs)[number]];
const withFaults = rehearse('--faults', '--changes', 'none');
process.stdout.write(
  JSON.stringify(
    {
      seconds: runs.map(({ seconds }) => seconds).toSorted((a, b) => a - b),
      deploy: report.deploy,
      change: report.change,
      destroy: { steps: report.destroy.steps.length, leftovers: report.destroy.leftovers },
      redeploy: report.redeploy,
      calls: report.calls,
      refused: report.refused,
      faults: { ...withFaults.report.faults, commandSeconds: withFaults.seconds },
    },
    null,
    2,
  ),
);
