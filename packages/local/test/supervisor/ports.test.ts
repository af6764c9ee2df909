import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { openState } from '../../src/state/open-state.ts';
import { rememberedPorts } from '../../src/supervisor/ports.ts';

test('a service keeps its port from one start to the next', async () => {
  const database = openState(':memory:');
  const first = await rememberedPorts(database, () => undefined).portFor('tracking');
  expect(await rememberedPorts(database, () => undefined).portFor('tracking')).toBe(first);
  expect(await rememberedPorts(database, () => undefined).portFor('endpoint')).not.toBe(first);
});

test('a port that a stranger has taken is changed for good, and that is said', async () => {
  const database = openState(':memory:');
  const news: string[] = [];
  const ports = rememberedPorts(database, (text) => news.push(text));
  const first = await ports.portFor('tracking');
  const stranger = createServer().listen(first, '127.0.0.1');
  await once(stranger, 'listening');
  const second = await ports.portFor('tracking');
  stranger.close();
  await once(stranger, 'close');
  expect(second).not.toBe(first);
  expect(news).toEqual([expect.stringContaining(`${first} of tracking is taken`)]);
  expect(await ports.portFor('tracking')).toBe(second);
});
