import { parseWorkspace } from '@atelier/core';
import { expect, test } from 'vitest';
import { owner, supervised } from '../supervised.ts';

const text = `
workspace: acme
people: { ana: { role: lead-data-scientist } }
projects: { sales: { members: [ana] }, ideas: { members: [ana], warehouse: none } }`;

test('a project without a warehouse has no process, and a query of it is refused in plain words', async () => {
  const read = parseWorkspace({ file: 'atelier.yaml', folder: '/', text });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  await using up = await supervised(read.workspace);
  const { supervisor } = up;
  const services = supervisor.status(owner).services.map(({ name }) => name);
  expect(services).toContain('warehouse sales');
  expect(services).not.toContain('warehouse ideas');
  const ask = async (project: string) =>
    supervisor.query({ caller: owner, project, sql: 'select 1' }, new AbortController().signal);
  await expect(ask('ideas')).rejects.toMatchObject({
    code: 'NoWarehouse',
    message: expect.stringContaining('ideas has no warehouse'),
    fix: expect.stringContaining('remove that line'),
  });
  await expect(ask('nowhere')).rejects.toMatchObject({ code: 'UnknownProject' });
}, 300_000);
