import { setImmediate } from 'node:timers/promises';
import type { IoMessage, IoRequest } from '@aws-cdk/toolkit-lib';
import { expect, test } from 'vitest';
import { type DeployNews, newsHost } from '../../src/deploy/news-host.ts';

const message: IoMessage<unknown> = {
  time: new Date(0),
  level: 'result',
  action: 'deploy',
  code: 'CDK_TOOLKIT_I5900',
  message: 'done',
  data: { stackArn: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/acme-network/1', noOp: true },
};

test('the end of a stack is news, with whether there was anything to do', async () => {
  const heard: DeployNews[] = [];
  await newsHost((news) => heard.push(news)).notify(message);
  expect(heard).toEqual([{ kind: 'stack', stack: 'acme-network', phase: 'unchanged', total: null }]);
});

test('once interrupted, the toolkit is neither heard nor answered, so that it does nothing more', async () => {
  const heard: DeployNews[] = [];
  const host = newsHost((news) => heard.push(news), AbortSignal.abort());
  const question: IoRequest<unknown, boolean> = { ...message, code: 'CDK_TOOLKIT_I5060', defaultResponse: true };
  const first = await Promise.race([host.notify(message), host.requestResponse(question), setImmediate('unheard')]);
  expect(first).toBe('unheard');
  expect(heard).toEqual([]);
});

test.each([
  ['Using default execution policy. Pass --cloudformation-execution-policies to customize.', 0],
  ['The quota is nearly used up.', 1],
])('a warning is news unless the person was told before: %s', async (text, count) => {
  const heard: DeployNews[] = [];
  await newsHost((news) => heard.push(news)).notify({ ...message, code: undefined, level: 'warn', message: text });
  expect(heard).toHaveLength(count);
});
