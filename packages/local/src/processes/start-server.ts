import { Problem, type ProblemDetails } from '@atelier/problem';
import type { Host } from '../host.ts';
import { type Child, type ChildSpec, startChild } from './child.ts';

/** News of a server before it serves. */
type FirstNews = { readonly ready?: unknown; readonly problem?: ProblemDetails; readonly refused?: string };

export interface ServerSpec extends ChildSpec {
  /** How long it may take until it serves. */
  readonly startWithinSeconds: number;
  /** The problem that tells people who cannot have it, with the reason. */
  readonly notStarted: (reason: string) => Problem;
  /** Hears what it reports once it serves. */
  readonly hear?: (news: unknown) => void;
}

/** Start a process that serves; resolves when it says that it does. */
export async function startServer(host: Host, spec: ServerSpec): Promise<Child> {
  const child = startChild(host, spec);
  const news = child.reports[Symbol.asyncIterator]();
  const deadline = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => deadline.resolve('late'), spec.startWithinSeconds * 1000);
  try {
    const first = await Promise.race([firstNews(news), deadline.promise]);
    if (first === 'late') throw spec.notStarted(`it did not serve within ${spec.startWithinSeconds} s`);
    if (first === undefined) throw spec.notStarted(`it ended while it started${await endWords(child)}`);
    if (first.problem !== undefined) throw new Problem(first.problem);
    if (first.refused !== undefined) throw spec.notStarted(first.refused);
  } catch (error) {
    await child.stop(0);
    throw error;
  } finally {
    clearTimeout(timer);
  }
  const heard = hearOn(news, spec.hear ?? (() => undefined));
  // Its last words are heard before it is said to have ended.
  return { ...child, ended: Promise.all([child.ended, heard]).then(([end]) => end) };
}

async function firstNews(news: AsyncIterator<unknown>): Promise<FirstNews | undefined> {
  for (;;) {
    const { value, done } = await news.next();
    if (done === true) return undefined;
    const { ready, problem, refused } = value as FirstNews;
    if (ready !== undefined || problem !== undefined || refused !== undefined) return value as FirstNews;
  }
}

async function endWords(child: Child): Promise<string> {
  const { code, signal } = await child.ended;
  return signal === null ? ` with exit code ${code}` : ` by ${signal}`;
}

/** To the end: a pipe that nobody reads would stop the one who writes. */
async function hearOn(news: AsyncIterator<unknown>, hear: (news: unknown) => void): Promise<void> {
  for (let next = await news.next(); next.done !== true; next = await news.next()) hear(next.value);
}
