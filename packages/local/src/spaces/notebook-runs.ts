import { PassThrough } from 'node:stream';
import type { NotebookNews } from '@atelier/core/contract';
import { Problem } from '@atelier/problem';
import { inTurns } from './in-turns.ts';
import type { OpeningPlace } from './open-space.ts';
import { type AskedNotebook, runNotebook } from './run-notebook.ts';
import type { SpaceName } from './space-name.ts';

/** Notebooks that run by themselves. */
export interface NotebookRuns {
  /** Run one in its turn; aborting or leaving ends it. Problem NotebookInterrupted where the workspace ends it. */
  run(asked: AskedNotebook, signal: AbortSignal): AsyncIterable<NotebookNews>;
  /** End those of spaces that are not to be any more. */
  keepOnly(isWanted: (space: SpaceName) => boolean): void;
  /** End all of them, whether or not anybody listens; what is asked from now on is not begun. */
  close(): Promise<void>;
}

interface AtWork extends SpaceName {
  readonly interrupt: AbortController;
  readonly over: Promise<void>;
}

type Heard = { readonly news: NotebookNews } | { readonly failure: unknown };

/** @param most how many run at a time; of one person, half of them */
export function notebookRuns(place: OpeningPlace, most: number): NotebookRuns {
  const atWork = new Set<AtWork>();
  const enter = turnsOfPeople(most);
  let isClosed = false;

  /** All of it is heard at once and kept for whoever listens, so that one who does not listen holds nothing up. */
  function begin(asked: AskedNotebook, signal: AbortSignal) {
    const heard = new PassThrough({ objectMode: true, highWaterMark: Number.MAX_SAFE_INTEGER });
    const tell = (news: NotebookNews) => void heard.write({ news } satisfies Heard);
    const interrupt = new AbortController();
    const either = AbortSignal.any([signal, interrupt.signal]);
    const perform = () => runNotebook(place, asked, { signal: either, tell });
    const over = enter(asked.person, { perform, waits: () => tell({ waiting: {} }) }).then(
      () => void heard.end(),
      (failure) => void heard.end({ failure: interrupt.signal.aborted ? interrupted(asked) : failure } satisfies Heard),
    );
    const work = { person: asked.person, project: asked.project, interrupt, over };
    atWork.add(work);
    void over.then(() => atWork.delete(work));
    return { work, heard: heard as AsyncIterable<Heard> };
  }

  return {
    run: async function* (asked, signal) {
      if (isClosed) throw interrupted(asked);
      const { work, heard } = begin(asked, signal);
      try {
        for await (const item of heard) {
          if ('failure' in item) throw item.failure;
          yield item.news;
        }
      } finally {
        work.interrupt.abort();
        await work.over;
      }
    },
    keepOnly: (isWanted) => {
      for (const work of atWork) if (!isWanted(work)) work.interrupt.abort();
    },
    close: async () => {
      isClosed = true;
      for (const { interrupt } of atWork) interrupt.abort();
      await Promise.all([...atWork].map(({ over }) => over));
    },
  };
}

interface Turn {
  perform(): Promise<void>;
  /** Told before others are waited for. */
  waits(): void;
}

/** So many at a time, and of one person half of them, so that nobody keeps all others waiting. */
function turnsOfPeople(most: number): (person: string, turn: Turn) => Promise<void> {
  const mostOfOne = Math.max(1, Math.floor(most / 2));
  const all = inTurns(most);
  const ofPerson = new Map<string, ReturnType<typeof inTurns>>();
  const begun = new Map<string, number>();
  return async (person, { perform, waits }) => {
    const own = ofPerson.get(person) ?? inTurns(mostOfOne);
    ofPerson.set(person, own);
    const before = begun.get(person) ?? 0;
    begun.set(person, before + 1);
    const total = [...begun.values()].reduce((sum, count) => sum + count, 0);
    if (before >= mostOfOne || total > most) waits();
    try {
      await own(() => all(perform));
    } finally {
      begun.set(person, (begun.get(person) ?? 1) - 1);
    }
  };
}

function interrupted({ name }: AskedNotebook): Problem {
  return new Problem({
    code: 'NotebookInterrupted',
    message: `${name} was ended: the workspace goes down, or its person is no longer of the project.`,
    fix: 'Run the notebook again once the workspace is up and its person a member.',
    whose: 'yours',
    state: 'What its cells had done by then stays done; what they printed is not kept.',
  });
}
