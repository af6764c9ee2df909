import { oneLine } from '@atelier/problem';

/** News in a log: one line with its time, whatever the news says. */
export function logLine(news: string, at: Date): string {
  return `${at.toISOString()} ${oneLine(news)}\n`;
}
