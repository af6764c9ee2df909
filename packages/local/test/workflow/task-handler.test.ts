import type { StatesDocument } from '@atelier/core';
import { expect, test } from 'vitest';
import { handlerOf, refuseUnhandled, type TaskHandler } from '../../src/workflow/task-handler.ts';

const handler = (resource: string): TaskHandler => ({ resource, run: async () => null });
const handlers = [
  'arn:aws:states:::work:*',
  'arn:aws:states:::work:ask',
  'arn:aws:states:::mail:*.waitForTaskToken',
].map(handler);

test.each([
  ['arn:aws:states:::work:add', 'arn:aws:states:::work:*'],
  ['arn:aws:states:::work:ask', 'arn:aws:states:::work:ask'],
  ['arn:aws:states:::work:ask.waitForTaskToken', 'arn:aws:states:::work:*'],
  ['arn:aws:states:::mail:send.waitForTaskToken', 'arn:aws:states:::mail:*.waitForTaskToken'],
  ['arn:aws:states:::mail:send', undefined],
  ['arn:aws:states:::Work:add', undefined],
  ['', undefined],
  ['__proto__', undefined],
])('%j is done by %j', (resource, expected) => {
  expect(handlerOf(handlers, resource)?.resource).toBe(expected);
});

const task = (Resource: string, way: object) => ({ Type: 'Task', Resource, ...way });
const document = {
  StartAt: 'Good',
  States: {
    Good: task('arn:aws:states:::work:add', { Next: 'Each' }),
    Each: {
      Type: 'Map',
      ItemProcessor: { StartAt: 'Pay', States: { Pay: task('arn:aws:states:::bank:pay', { End: true }) } },
      Next: 'Post',
    },
    Post: task('arn:aws:states:::mail:send', { End: true }),
  },
} as unknown as StatesDocument;

test('a document with tasks that nobody does is refused for all of them, with what there is', () => {
  expect(() => refuseUnhandled(document, handlers)).toThrow(
    expect.objectContaining({
      code: 'TaskResourceUnknown',
      message:
        'The document cannot be run here: the state "Pay" asks for "arn:aws:states:::bank:pay"; the state "Post" asks for "arn:aws:states:::mail:send". There is arn:aws:states:::work:*, arn:aws:states:::work:ask, arn:aws:states:::mail:*.waitForTaskToken.',
      state: 'Nothing was started.',
    }),
  );
});

test('a document is not refused where somebody does each of its tasks, however deep', () => {
  refuseUnhandled(document, [...handlers, handler('arn:aws:states:::bank:*'), handler('arn:aws:states:::mail:*')]);
});
