import { expect, test } from 'vitest';
import { startModelServer } from '../../src/endpoint/model-server.ts';
import { newHost } from '../sandboxed-host.ts';

test('two endpoints never write into one log, however their names and those of their projects are cut', async () => {
  const host = await newHost();
  const socket = { path: '', handle: {}, close: () => Promise.resolve() };
  const problems = [
    { project: 'shops', endpoint: 'north-sales' },
    { project: 'shops-north', endpoint: 'sales' },
  ].map((names) =>
    startModelServer(host, { ...names, model: 'sales', version: 1, digest: null }, socket).catch((error) => error),
  );
  const [one, other] = await Promise.all(problems);
  expect(one).toMatchObject({ code: 'EndpointDidNotStart' });
  expect(one.fix).not.toEqual(other.fix);
});
