import type { RunProgress } from '@atelier/core/contract';
import { oneLine } from '@atelier/problem';
import type { Io } from '../io.ts';
import { durationText } from './duration-text.ts';

/** Where a run's progress is shown. */
export interface ProgressLine {
  show(progress: RunProgress): void;
  end(): void;
}

/** Least time between two lines about one state where a line cannot be written again. */
const quietMillis = 5000;

/** One line that is written again and again on a terminal; elsewhere a line for each state and every few seconds. */
export function progressLine(io: Io, now: () => number = Date.now): ProgressLine {
  // By the state's place: those of a Parallel take turns, and a loop comes to each again.
  const shownAtMs = new Map<number, number>();
  return {
    show: (progress) => {
      const quietForMillis = now() - (shownAtMs.get(progress.index) ?? Number.NEGATIVE_INFINITY);
      if (io.canRewriteLine) io.rewrite(0, progressText(progress));
      else if (quietForMillis >= quietMillis) io.err(`${progressText(progress)}\n`);
      else return;
      shownAtMs.set(progress.index, now());
    },
    end: () => {
      if (io.canRewriteLine && shownAtMs.size > 0) io.rewrite(0, '');
    },
  };
}

function progressText({ step, index, steps, what, done, total, secondsLeft }: RunProgress): string {
  const detail = what === step || what === '' ? '' : `  ${oneLine(what)}`;
  const share = done > 0 ? `  ${Math.floor((100 * done) / total)} %` : '';
  const left = secondsLeft === undefined || secondsLeft < 1 ? '' : `  about ${durationText(secondsLeft)} left`;
  return `[${index}/${steps}] ${oneLine(step)}${detail}${share}${left}`;
}
