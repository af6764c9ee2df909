import { type Broadcast, broadcast } from './broadcast.ts';
import { type PerformPlace, performRun } from './perform-run.ts';
import type { NewsOf, RunOrder } from './run-order.ts';

/** The runs of one kind; of one subject there is one at a time, of different ones as many as are asked for. */
export interface KindRuns<Report, Extra> {
  /** Start a run, go on with an interrupted one, or listen to the one that is running. */
  follow(order: RunOrder<Report, Extra>, signal: AbortSignal): AsyncIterable<NewsOf<Report, Extra>>;
  isRunning(subject: string): boolean;
  /** Interrupt what is running; it goes on with the next run of its subject. */
  stop(): Promise<void>;
}

/** Run what is ordered of one kind. */
export function kindRuns<Report, Extra>(place: PerformPlace): KindRuns<Report, Extra> {
  type News = NewsOf<Report, Extra>;
  const running = new Map<string, { readonly news: Broadcast<News>; readonly ended: Promise<void> }>();
  const stopping = new AbortController();

  function start(order: RunOrder<Report, Extra>): Broadcast<News> {
    const { subject } = order.spec;
    const going = running.get(subject);
    if (going !== undefined) return going.news;
    const news = broadcast<News>();
    const ended = performRun(place, order, { send: news.send, signal: stopping.signal }).finally(() => {
      running.delete(subject);
      news.close();
    });
    running.set(subject, { news, ended });
    return news;
  }

  return {
    follow: (order, signal) => start(order).listen(signal),
    isRunning: (subject) => running.has(subject),
    stop: async () => {
      stopping.abort();
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
  };
}
