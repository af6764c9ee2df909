import { type AnsweredRow, type AskedPlace, answerRow, type RowQuestion, usualPlace } from '@atelier/core';
import type { JourneyRequest } from '../journeys/asked-journey.ts';
import { beyondPolicies, requestsOf } from '../journeys/person-journeys.ts';
import { answerRequest, type RequestAnswer } from './answer-request.ts';
import type { AskedAccount } from './asked-account.ts';
import { requestsFrom } from './requests-from.ts';
import type { WhyAnswer } from './why-answer.ts';

/** The answer on AWS: the access table, and whether every request that the row consists of passes. */
export function whyRow(asked: AskedAccount, question: RowQuestion & { readonly place: AskedPlace }): WhyAnswer {
  const { workspace } = asked.ground;
  const { person, action, resource, place } = question;
  const journey = { person, action, resource, from: usualPlace(action) };
  const wanted = requestsFrom(asked.ground, requestsOf(asked.ground, journey), { place, resource });
  const isJob = place.kind === 'job' && 'project' in resource;
  const row = answerRow(
    workspace,
    isJob ? { person, action: 'job.run', resource: { kind: 'project', project: resource.project } } : question,
  );
  const requests = (row.allowed ? wanted : wanted.filter(isDecisive)).map((one) => ({
    ...answerRequest(asked, one, place),
    untold: [],
  }));
  const unknown = isJob ? null : beyondPolicies(workspace, journey);
  return { ...verdict(row, requests, unknown), rows: [row], requests, notes: notesOn(row, requests) };
}

function isDecisive(request: JourneyRequest): boolean {
  return 'role' in request && request.call.decisive;
}

function verdict(
  row: AnsweredRow,
  requests: readonly RequestAnswer[],
  unknown: string | null,
): Pick<WhyAnswer, 'answer' | 'because'> {
  if (!row.allowed) return { answer: 'no', because: row.because };
  const refused = requests.find((one) => one.verdict === 'refused');
  if (refused !== undefined)
    return {
      answer: 'no',
      because: `the access table allows ${row.action}, and ${refused.action} is refused. ${refused.because}`,
    };
  const open = requests.find((one) => one.verdict === 'unknown')?.because ?? unknown;
  return open === null ? { answer: 'yes', because: row.because } : { answer: 'unknown', because: open };
}

/** AWS cannot hold people to every line of the table. */
function notesOn(row: AnsweredRow, requests: readonly RequestAnswer[]): readonly string[] {
  if (row.allowed || requests.length === 0 || requests.some((one) => one.verdict !== 'allowed')) return [];
  if (row.action.startsWith('warehouse.'))
    return ['AWS lets the request to the warehouse pass; grants inside of the database refuse the statement.'];
  return ['Policies of AWS do not refuse it by themselves; see "What AWS cannot hold people to" in "atelier plan".'];
}
