/** News of one source for any number of listeners, each of whom hears it from where it began to listen. */
export interface Broadcast<News> {
  send(news: News): void;
  /** No more news: listeners end when they have heard what was sent. */
  close(): void;
  /** The last news sent, if any, then all that follows; ends early when the signal aborts. */
  listen(signal: AbortSignal): AsyncGenerator<News>;
}

/** Make a broadcast that nobody listens to yet. */
export function broadcast<News>(): Broadcast<News> {
  let last: News | undefined;
  let closed = false;
  const wakers = new Map<News[], () => void>();
  return {
    send: (news) => {
      last = news;
      for (const [waiting, wake] of wakers) {
        waiting.push(news);
        wake();
      }
    },
    close: () => {
      closed = true;
      for (const wake of wakers.values()) wake();
    },
    async *listen(signal) {
      const waiting: News[] = last === undefined ? [] : [last];
      let next = Promise.withResolvers<void>();
      const wake = () => next.resolve();
      wakers.set(waiting, wake);
      signal.addEventListener('abort', wake);
      try {
        while (!signal.aborted) {
          const news = waiting.shift();
          if (news !== undefined) yield news;
          else if (closed) return;
          else {
            await next.promise;
            next = Promise.withResolvers<void>();
          }
        }
      } finally {
        wakers.delete(waiting);
        signal.removeEventListener('abort', wake);
      }
    },
  };
}
