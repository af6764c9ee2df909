import { expect, test } from 'vitest';
import { givenParameters } from '../src/given-parameters.ts';
import { givenSeconds } from '../src/given-seconds.ts';

test('a value is JSON where it is some, and else the text that it is', () => {
  const given = ['n=5', 'share=0.5', 'on=true', 'none=null', 'list=[1, "a"]', 'day=2026-02-28', 'text=a=b', 'empty='];
  expect(givenParameters(given)).toEqual({
    n: 5,
    share: 0.5,
    on: true,
    none: null,
    list: [1, 'a'],
    day: '2026-02-28',
    text: 'a=b',
    empty: '',
  });
});

test.each(['x', '=1', ''])('"%s" names no value', (text) => {
  expect(() => givenParameters([text])).toThrow('it takes name=value');
});

test('a time is from a second to a day, in seconds, minutes or hours', () => {
  expect(['1s', '90s', '30m', '24h'].map((text) => givenSeconds('--timeout', text))).toEqual([1, 90, 1800, 86_400]);
  for (const text of ['0s', '25h', '30', 'm', '-1m', '1.5h', '1d', ''])
    expect(() => givenSeconds('--timeout', text)).toThrow(`--timeout is "${text}"; it takes a time from 1s to 24h`);
});
