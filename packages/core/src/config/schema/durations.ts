import { minutesOf, secondsOf } from '../normalising/duration.ts';
import { text } from './fields.ts';

/** A time that AWS counts in minutes. */
export function minutes(min: string, max: string, example: string) {
  const accepts = `a time from ${min} to ${max}, such as ${example}`;
  const inRange = (given: string) => minutesOf(given) >= minutesOf(min) && minutesOf(given) <= minutesOf(max);
  return text(/^[1-9][0-9]{0,6}[mhd]$/, accepts, example).refine(inRange, { error: accepts });
}

/** A time that is counted in seconds. */
export function seconds(min: string, max: string, example: string) {
  const accepts = `a time from ${min} to ${max}, such as ${example}`;
  const inRange = (given: string) => secondsOf(given) >= secondsOf(min) && secondsOf(given) <= secondsOf(max);
  return text(/^[1-9][0-9]{0,6}[smhd]$/, accepts, example).refine(inRange, { error: accepts });
}
