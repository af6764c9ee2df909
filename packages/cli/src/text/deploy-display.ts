import type { DeployListener, DeployNews, StackProgress } from '@atelier/aws-account';
import { oneLine } from '@atelier/problem';
import type { Io } from '../io.ts';
import { countText, nameText, newsText } from './deploy-text.ts';

/** Where the progress of a deployment is shown. */
export interface DeployDisplay {
  readonly show: DeployListener;
  /** Writes the lines that are written again with the time that has passed. */
  refresh(): void;
  /** Takes the lines away that are written again. */
  end(): void;
}

/** A line that a narrow terminal breaks in two could not be found again to be written over. */
const mostColumns = 79;

/** On a terminal a line for each stack at work, written again and again; elsewhere a line for each resource. */
export function deployDisplay(io: Io, now: () => number = Date.now): DeployDisplay {
  let atWork: readonly StackProgress[] = [];
  let linesShown = 0;
  const draw = (lasting: string) => {
    if (!io.canRewriteLine) return io.err(lasting);
    io.rewrite(linesShown, `${lasting}${atWork.map((stack) => `${stackLine(stack, atWork, now())}\n`).join('')}`);
    linesShown = atWork.length;
  };
  return {
    show: (news, stacks) => {
      atWork = stacks.filter(({ phase }) => phase === 'preparing' || phase === 'changing');
      draw(!io.canRewriteLine || isLasting(news) ? newsText(news, stacks) : '');
    },
    refresh: () => {
      if (io.canRewriteLine) draw('');
    },
    end: () => {
      atWork = [];
      if (io.canRewriteLine) draw('');
    },
  };
}

/** Whether people want to see it after the end too. */
function isLasting(news: DeployNews): boolean {
  if (news.kind === 'resource') return news.status.endsWith('_FAILED');
  return news.kind === 'warning' || news.phase === 'done' || news.phase === 'unchanged';
}

function stackLine(progress: StackProgress, atWork: readonly StackProgress[], nowMs: number): string {
  const { stack, phase, beganMs, busyWith } = progress;
  const seconds = Math.round((nowMs - (beganMs ?? nowMs)) / 1000);
  const [longest, ...others] = busyWith;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const waits = longest === undefined ? '' : `  waits for ${longest}${more}`;
  const so = phase === 'preparing' ? 'preparing' : countText(progress);
  return oneLine(`${nameText(stack, atWork)}  ${so}  ${seconds} s${waits}`).slice(0, mostColumns);
}
