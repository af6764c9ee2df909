import { expect, test } from 'vitest';
import { broadcast } from '../../src/workflow/broadcast.ts';

const never = new AbortController().signal;

test('every listener hears the last news and all that follows', async () => {
  const news = broadcast<number>();
  const first = Array.fromAsync(news.listen(never));
  news.send(1);
  news.send(2);
  const second = Array.fromAsync(news.listen(never));
  // Listening begins with the first request for news, which the line above has made.
  news.send(3);
  news.close();
  expect(await first).toEqual([1, 2, 3]);
  expect(await second).toEqual([2, 3]);
});

test('who comes after the end hears the last news', async () => {
  const news = broadcast<string>();
  news.send('report');
  news.close();
  expect(await Array.fromAsync(news.listen(never))).toEqual(['report']);
});

test('a listener that leaves is done at once, and the others go on', async () => {
  const news = broadcast<number>();
  const leaving = new AbortController();
  const left = Array.fromAsync(news.listen(leaving.signal));
  const stayed = Array.fromAsync(news.listen(never));
  leaving.abort();
  expect(await left).toEqual([]);
  news.send(1);
  news.close();
  expect(await stayed).toEqual([1]);
});
