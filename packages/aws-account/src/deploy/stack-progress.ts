import type { DeployNews } from './news-host.ts';

/** How far the deployment of one stack is. */
export interface StackProgress {
  readonly stack: string;
  readonly phase: 'waiting' | 'preparing' | 'changing' | 'done' | 'unchanged' | 'failed';
  readonly done: number;
  /** Null: not known yet. */
  readonly total: number | null;
  /** When it was begun; null: not yet. */
  readonly beganMs: number | null;
  /** Logical ids of the resources that CloudFormation is at work on, the longest first. */
  readonly busyWith: readonly string[];
}

/** Stacks of which nothing is known yet. */
export function notBegun(stacks: readonly string[]): readonly StackProgress[] {
  return stacks.map((stack) => ({ stack, phase: 'waiting', done: 0, total: null, beganMs: null, busyWith: [] }));
}

/** How far the stacks are after a piece of news; one that nobody expected comes last. */
export function afterNews(stacks: readonly StackProgress[], news: DeployNews, nowMs: number): readonly StackProgress[] {
  if (news.kind === 'warning') return stacks;
  const known = stacks.some(({ stack }) => stack === news.stack) ? stacks : [...stacks, ...notBegun([news.stack])];
  return known.map((one) => (one.stack === news.stack ? after(one, news, nowMs) : one));
}

function after(one: StackProgress, news: Exclude<DeployNews, { kind: 'warning' }>, nowMs: number): StackProgress {
  const beganMs = one.beganMs ?? nowMs;
  if (news.kind === 'stack') return { ...one, beganMs, phase: news.phase, total: news.total ?? one.total };
  const { resource, status, done } = news;
  if (resource === one.stack) return { ...one, beganMs, done, phase: hasFailed(status) ? 'failed' : one.phase };
  return { ...one, beganMs, done, busyWith: afterStatus(one.busyWith, resource, status) };
}

function afterStatus(busyWith: readonly string[], resource: string, status: string): readonly string[] {
  if (!status.endsWith('_IN_PROGRESS')) return busyWith.filter((busy) => busy !== resource);
  return busyWith.includes(resource) ? busyWith : [...busyWith, resource];
}

function hasFailed(status: string): boolean {
  return /(ROLLBACK_COMPLETE|_FAILED)$/.test(status);
}
