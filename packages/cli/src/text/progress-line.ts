import { oneLine } from '@atelier/core';
import type { RunProgress } from '@atelier/local';
import type { Io } from '../io.ts';

/** Where a run's progress is shown. */
export interface ProgressLine {
  show(progress: RunProgress): void;
  end(): void;
}

/** Least time between two lines about one step where a line cannot be written again. */
const quietMillis = 5000;

/** One line that is written again and again on a terminal; elsewhere a line for each step and every few seconds. */
export function progressLine(io: Io, now: () => number = Date.now): ProgressLine {
  let shownStep = '';
  let shownAtMs = 0;
  return {
    show: (progress) => {
      const text = progressText(progress);
      if (io.canRewriteLine) io.rewrite(0, text);
      else if (progress.step !== shownStep || now() - shownAtMs >= quietMillis) io.err(`${text}\n`);
      else return;
      shownStep = progress.step;
      shownAtMs = now();
    },
    end: () => {
      if (io.canRewriteLine && shownStep !== '') io.rewrite(0, '');
    },
  };
}

function progressText({ step, index, steps, what, done, total, secondsLeft }: RunProgress): string {
  const detail = what === step ? '' : `  ${oneLine(what)}`;
  const share = done > 0 ? `  ${Math.floor((100 * done) / total)} %` : '';
  const left = secondsLeft === undefined || secondsLeft < 1 ? '' : `  about ${secondsLeft} s left`;
  return `[${index}/${steps}] ${step}${detail}${share}${left}`;
}
