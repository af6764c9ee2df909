import { expect, test } from 'vitest';
import type { DeployNews } from '../../src/deploy/news-host.ts';
import { afterNews, notBegun } from '../../src/deploy/stack-progress.ts';

const about = { kind: 'resource', stack: 'acme-network', type: 'AWS::EC2::VPC', reason: null } as const;
const change = (resource: string, status: string, done = 0): DeployNews => ({ ...about, resource, status, done });
const stack = (phase: 'preparing' | 'changing' | 'done' | 'unchanged', total: number | null = null): DeployNews => ({
  ...{ kind: 'stack', stack: 'acme-network', phase, total },
});

function afterAll(news: readonly DeployNews[]) {
  const told = news
    .entries()
    .reduce(
      (stacks, [second, item]) => afterNews(stacks, item, second * 1000),
      notBegun(['acme-network', 'acme-foundation']),
    );
  return told.find((one) => one.stack === 'acme-network');
}

test('a stack knows how much of it is done, since when, and what it has waited for the longest', () => {
  const news = [
    stack('preparing'),
    stack('changing', 41),
    change('Vpc', 'CREATE_IN_PROGRESS'),
    change('Key', 'CREATE_IN_PROGRESS'),
    change('Vpc', 'CREATE_IN_PROGRESS'),
    change('Gateway', 'CREATE_COMPLETE', 1),
  ];
  const expected = { phase: 'changing', done: 1, total: 41, beganMs: 0, busyWith: ['Vpc', 'Key'] };
  expect(afterAll(news)).toMatchObject(expected);
  expect(afterAll([...news, change('Vpc', 'CREATE_COMPLETE', 2)])).toMatchObject({ done: 2, busyWith: ['Key'] });
});

test.each([
  ['CREATE_COMPLETE', 'changing'],
  ['ROLLBACK_IN_PROGRESS', 'changing'],
  ['ROLLBACK_COMPLETE', 'failed'],
  ['UPDATE_ROLLBACK_COMPLETE', 'failed'],
  ['UPDATE_ROLLBACK_FAILED', 'failed'],
])('a stack in %s is %s', (status, phase) => {
  expect(afterAll([stack('changing'), change('acme-network', status)])).toMatchObject({ phase });
});

test('a stack that nobody expected, such as that of the bootstrap, comes last', () => {
  const news = { kind: 'stack', stack: 'CDKToolkit', phase: 'changing', total: 12 } as const;
  expect(afterNews(notBegun(['acme-network']), news, 0).map((one) => one.stack)).toEqual([
    'acme-network',
    'CDKToolkit',
  ]);
});
