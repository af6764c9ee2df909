import { describe, expect, test } from 'vitest';
import type { WaitState } from '../../src/workflow/states-document.ts';
import { waitUntilMs } from '../../src/workflow/wait-until.ts';

const data = { seconds: 7, time: '2026-01-01T00:00:10Z', text: 'soon', half: 0.5, minus: -1 };
const until = (fields: Partial<WaitState>) => waitUntilMs({ Type: 'Wait', ...fields }, { data, context: {} }, 1000);

const waits: readonly (readonly [Partial<WaitState>, number])[] = [
  [{ Seconds: 5 }, 6000],
  [{ Seconds: 0 }, 1000],
  [{ SecondsPath: '$.seconds' }, 8000],
  [{ Timestamp: '2026-01-01T00:00:00Z' }, Date.parse('2026-01-01T00:00:00Z')],
  [{ TimestampPath: '$.time' }, Date.parse('2026-01-01T00:00:10Z')],
];

const refused: readonly (readonly [Partial<WaitState>, string])[] = [
  [{ SecondsPath: '$.text' }, '"soon" is no whole number of seconds to wait, from 0 to 99999999.'],
  [{ SecondsPath: '$.half' }, '0.5 is no whole number of seconds to wait, from 0 to 99999999.'],
  [{ SecondsPath: '$.minus' }, '-1 is no whole number of seconds to wait, from 0 to 99999999.'],
  [{ TimestampPath: '$.text' }, '"soon" is no timestamp to wait for.'],
  [{ TimestampPath: '$.gone' }, 'TimestampPath is $.gone, and nothing is at that path.'],
];

describe('a Wait that is entered at second 1', () => {
  test.each(waits)('%j ends at %d', (fields, expected) => {
    expect(until(fields)).toBe(expected);
  });

  test.each(refused)('%j ends the execution: %s', (fields, cause) => {
    expect(() => until(fields)).toThrow(expect.objectContaining({ error: 'States.Runtime', cause }));
  });
});
