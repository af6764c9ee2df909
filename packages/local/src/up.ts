import type { Workspace } from '@atelier/core';
import type { WorkspaceStatus } from '@atelier/core/contract';
import { type Bug, failureFrom, Problem, type ProblemDetails } from '@atelier/problem';
import { apiClient } from './api/api-client.ts';
import { controlClient } from './control/control-client.ts';
import type { StateFolder } from './state-folder.ts';

/** News of a supervisor that is being started, on the way. */
export type SupervisorNews =
  | { readonly ready: true }
  | { readonly alreadyUp: true }
  | { readonly problem: ProblemDetails | Bug };

const answerWithinSeconds = 150;
const pollMillis = 50;

/**
 * Bring a workspace up, or make a running one match its file; resolves when everything is ready.
 *
 * @param startSupervisor starts a supervisor in the background and resolves to its first news.
 */
export async function up(
  state: StateFolder,
  workspace: Workspace,
  startSupervisor: () => Promise<SupervisorNews>,
): Promise<WorkspaceStatus> {
  if (!(await answers(state))) {
    const news = await startSupervisor();
    if ('problem' in news) throw failureFrom(news.problem);
    if ('ready' in news) return apiClient(state).status();
    // Another "up" is starting the workspace: it answers when everything is ready.
    await untilItAnswers(state);
  }
  await controlClient(state).apply(workspace);
  return apiClient(state).status();
}

async function untilItAnswers(state: StateFolder): Promise<void> {
  const deadline = AbortSignal.timeout(answerWithinSeconds * 1000);
  while (!(await answers(state))) {
    if (deadline.aborted) throw hangs(state);
    await new Promise((resolve) => setTimeout(resolve, pollMillis));
  }
}

/** Whether the workspace is up and its supervisor answers. */
export async function answers(state: StateFolder): Promise<boolean> {
  try {
    await apiClient(state).status();
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === 'NotUp') return false;
    throw error;
  }
}

function hangs(state: StateFolder): Problem {
  return new Problem({
    code: 'SupervisorHangs',
    message: `A supervisor of this workspace is alive but has not answered for ${answerWithinSeconds} s.`,
    fix: `Read ${state.logs}/supervisor.log; "atelier down" ends it.`,
    whose: 'machine',
    state: 'Nothing was changed.',
  });
}
