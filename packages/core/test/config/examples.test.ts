import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkReport } from '../../src/config/check-report.ts';
import { initialFile } from '../../src/config/initial-file.ts';
import { parseWorkspace } from '../../src/config/parse-workspace.ts';
import { loadWorkspace } from '../../src/config/reading/load.ts';

const examples = join(import.meta.dirname, '../../../../examples');

test('the smallest example is a valid workspace', async () => {
  expect(checkReport(await loadWorkspace(join(examples, 'smallest/atelier.yaml')))).toEqual({
    ok: true,
    problems: [],
    notes: [],
  });
});

test('the running example is a valid workspace with a flow', async () => {
  const result = await loadWorkspace(join(examples, 'acme/atelier.yaml'));
  expect(checkReport(result)).toEqual({ ok: true, problems: [], notes: [] });
  const project = result.ok ? result.workspace.projects[0] : undefined;
  expect(project).toMatchObject({
    name: 'sales-forecasting',
    members: ['john', 'july', 'lead', 'auditor'],
    monthlyUsd: 800,
  });
  expect(project?.flows[0]).toMatchObject({
    flow: 'sales-forecasting',
    forecast: { horizon: 5, quantiles: ['p50', 'p60', 'p70', 'p80', 'p90'], minimumRows: 25, holdout: 5 },
  });
});

test('the file that a new workspace begins with passes its own check', () => {
  const result = parseWorkspace({ file: 'atelier.yaml', folder: '/', text: initialFile('my-team') });
  expect(checkReport(result)).toEqual({ ok: true, problems: [], notes: [] });
  expect(result).toMatchObject({ workspace: { name: 'my-team', people: [{ name: 'lead' }], aws: null } });
});

test('each line that is commented out in the new file is accepted once it is not', () => {
  const text = initialFile('acme').replace(/^( *)# (flows|budget|notify|aws|limits):/gm, '$1$2:');
  const flow = 'flow: sales\ninputs: { sales: { file: s.csv } }\nforecast: { horizon: 5 }';
  const flows = new Map([['./flows/sales-forecasting.yaml', { file: 'f.yaml', folder: '/', text: flow }]]);
  const result = parseWorkspace({ file: 'atelier.yaml', folder: '/', text }, flows);
  expect(checkReport(result)).toEqual({ ok: true, problems: [], notes: [] });
  expect(result).toMatchObject({
    workspace: { aws: { region: 'eu-central-1' }, projects: [{ monthlyUsd: 800, flows: [{}] }] },
  });
});
