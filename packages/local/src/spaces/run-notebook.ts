import { randomUUID } from 'node:crypto';
import { type NotebookNews, notebookNews } from '@atelier/core/contract';
import { Problem, type ProblemDetails } from '@atelier/problem';
import { startChild } from '../processes/child.ts';
import { removeScratch } from '../sandbox/launch.ts';
import { type OpeningPlace, requireWalls } from './open-space.ts';
import { spaceFileName, spaceId } from './space-name.ts';
import { spaceLog, spaceSandbox } from './space-sandbox.ts';

/** A notebook to run as somebody. */
export interface AskedNotebook {
  readonly person: string;
  readonly project: string;
  /** The file's text. */
  readonly notebook: string;
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly timeoutSeconds: number;
}

type Report = { readonly result?: unknown; readonly problem?: ProblemDetails };

const graceSeconds = 5;
/** What it has to tell after its time: it is ended by itself before that. */
const lateSeconds = 60;

/**
 * Run a notebook in a process of its own, in the walls of its person's space, which need not be open and is not disturbed.
 *
 * Resolves when it has ended, with all that it has started; aborting ends it.
 *
 * @throws Problem SpaceWallMissing, NotebookEnded, and those of the notebook
 */
export async function runNotebook(
  place: OpeningPlace,
  asked: AskedNotebook,
  { signal, tell }: { readonly signal: AbortSignal; tell(news: NotebookNews): void },
): Promise<void> {
  const { host, frontDoor, accounts, limiting } = place;
  const space = { person: asked.person, project: asked.project };
  requireWalls(host, space);
  const run = randomUUID();
  await using held = new AsyncDisposableStack();
  const doors = await frontDoor.openSpaceDoors(space);
  held.defer(() => frontDoor.closeSpaceDoors(space));
  const cgroup = await limiting.cgroups?.make(`${spaceId(space)} ${run}`, limiting.limits);
  held.defer(async () => await cgroup?.end());
  const walls = { doors, account: accounts.accountOf(space), limits: limiting.limits, cgroup: cgroup?.folder };
  const { sandbox, told } = spaceSandbox(host, { ...space, ...walls, fileBytes: place.fileBytes() });
  const own = { ...sandbox, name: `${spaceFileName(space)}.${run}` };
  held.defer(() => removeScratch(host, own));
  const { notebook, name, parameters, timeoutSeconds } = asked;
  signal.throwIfAborted();
  const child = startChild(host, {
    command: [host.python, '-P', '-m', 'atelier.worker'],
    sandbox: own,
    input: { step: 'notebook', ...told, notebook, name, parameters, timeoutSeconds },
    log: spaceLog(host.state, space),
  });
  held.defer(async () => void (await child.stop(graceSeconds)));
  const late = AbortSignal.timeout((timeoutSeconds + lateSeconds) * 1000);
  AbortSignal.any([signal, late]).addEventListener('abort', () => void child.stop(graceSeconds));
  const end = await hear(child.reports as AsyncIterable<Report>, tell);
  if (end !== undefined) return end();
  signal.throwIfAborted();
  const { code, signal: by } = await child.ended;
  throw notebookEnded(asked, by === null ? `with exit code ${code}` : `by ${by}`, spaceLog(host.state, space));
}

/** Hand news on as they come; resolves to how it ended in its own words, or undefined when it had no time for any. */
async function hear(
  reports: AsyncIterable<Report>,
  tell: (news: NotebookNews) => void,
): Promise<(() => void) | undefined> {
  let end: (() => void) | undefined;
  for await (const report of reports) {
    const { problem, result } = report;
    if (problem !== undefined) {
      end = () => {
        throw new Problem(problem);
      };
    } else if (result !== undefined) end = () => tell(notebookNews.parse({ ran: result }));
    else tell(notebookNews.parse(report));
  }
  return end;
}

function notebookEnded({ name }: AskedNotebook, how: string, log: string): Problem {
  return new Problem({
    code: 'NotebookEnded',
    message: `${name} was ended ${how} before it had said what became of it.`,
    fix: `Read ${log}, then run the notebook again; one that takes more memory than a space may have is ended so.`,
    whose: 'machine',
    state: 'What its cells had done by then stays done; what they printed is not kept.',
  });
}
