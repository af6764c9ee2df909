import type { Members } from './service.ts';

const lineLength = 120;

/** An input for a list of calls: every member in one line, long ones cut. */
export function inputLines(input: Members): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, line(value)]));
}

function line(value: unknown): string {
  if (value instanceof Uint8Array) return `${value.byteLength} bytes`;
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > lineLength ? `${text.slice(0, lineLength)}…` : text;
}
