import { expect, test } from 'vitest';
import { groupCommit } from '../src/group-commit.ts';

/** A disk that takes as long as a test wants, and fails when it says so. */
function disk() {
  const batches: (readonly string[])[] = [];
  const answers: PromiseWithResolvers<void>[] = [];
  const write = (items: readonly string[]) => {
    batches.push(items);
    const answer = Promise.withResolvers<void>();
    answers.push(answer);
    return answer.promise;
  };
  return { batches, answers, write };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('what comes while the disk is busy is written together', async () => {
  const { batches, answers, write } = disk();
  const { add } = groupCommit(write, () => undefined);
  const first = [add('a'), add('b')];
  await turn();
  const second = [add('c'), add('d'), add('e')];
  await turn();
  expect(batches).toEqual([['a', 'b']]);
  answers[0]?.resolve();
  await Promise.all(first);
  await turn();
  expect(batches).toEqual([
    ['a', 'b'],
    ['c', 'd', 'e'],
  ]);
  answers[1]?.resolve();
  await Promise.all(second);
});

test('nobody hears that it is written before it is', async () => {
  const { answers, write } = disk();
  const { add } = groupCommit(write, () => undefined);
  let isTold = false;
  const added = add('a').then(() => {
    isTold = true;
  });
  await turn();
  expect(isTold).toBe(false);
  answers[0]?.resolve();
  await added;
});

test('after one failure all that waits fails, and all that comes later, without another try', async () => {
  const { batches, answers, write } = disk();
  const { add } = groupCommit(write, () => undefined);
  const first = add('a');
  await turn();
  const waiting = add('b');
  answers[0]?.reject(new Error('the disk is gone'));
  const answered = await Promise.allSettled([first, waiting, first.catch(() => add('c'))]);
  expect(answered.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  await expect(add('d')).rejects.toThrow('the disk is gone');
  expect(batches).toEqual([['a']]);
});

test('the end waits for what is left', async () => {
  const { answers, write } = disk();
  let isClosed = false;
  const { add, close } = groupCommit(write, () => {
    isClosed = true;
  });
  const added = add('a');
  const ended = close();
  await turn();
  expect(isClosed).toBe(false);
  answers[0]?.resolve();
  await Promise.all([added, ended]);
  expect(isClosed).toBe(true);
});
