import type { TriedChange } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { synthesise } from '../synthesise.ts';
import { type AskedAccount, askedAccount } from '../why/asked-account.ts';
import { type WhyAsking, whyReport } from '../why/why-report.ts';
import { type AnsweredTold, answerTold } from './answer-told.ts';
import type { ToldFacts } from './facts-of-record.ts';
import { type Gathered, gather, type UntoldGroup } from './gather.ts';
import { meaningOfUntold } from './meaning-of-untold.ts';
import { whoOfArn } from './who-of-arn.ts';

/** What would turn a refusal that the file agrees with. */
interface Turned {
  /** Smallest first, each tried; empty: none is needed or none turns it. */
  readonly changes: readonly TriedChange[];
  /** Why there is none; null: there is one, none is needed, or it was not tried as there were many. */
  readonly noChange: string | null;
}

/** What AWS has refused, beside what the file says. */
export interface DeniedReport extends Pick<Gathered, 'records' | 'damaged' | 'others' | 'left'> {
  readonly workspace: string;
  /** The most frequent first; what passed is there where the file refuses it. */
  readonly answers: readonly (AnsweredTold & Turned)[];
  readonly untold: readonly (UntoldGroup & { readonly meaning: string })[];
  /** Requests that passed, as the file lets them, or of which nobody can know. */
  readonly passed: number;
}

export interface DeniedAsking extends Pick<WhyAsking, 'workspace' | 'prices' | 'load' | 'limits'> {
  /** The text of the input, a part at a time. */
  readonly parts: AsyncIterable<string>;
}

/** For more kinds of refusals than this no change is looked for: each takes syntheses. */
const mostTurned = 3;

/**
 * Everything that a stream tells of refusals, answered by the account that the file describes.
 *
 * @throws Problem NothingDenied where it tells of nothing; nothing of the stream is repeated
 */
export async function deniedReport({ workspace, parts, prices, load, limits }: DeniedAsking): Promise<DeniedReport> {
  const { stacks } = await synthesise(workspace);
  const accounts = new Map<string, AskedAccount>();
  const accountFor = (who: string): AskedAccount => {
    const id = accountOf(who) ?? '';
    const known = accounts.get(id) ?? askedAccount(workspace, stacks, { id: id === '' ? undefined : id, limits });
    if (accounts.size < mostAccounts) accounts.set(id, known);
    return known;
  };
  const any = accountFor('');
  const gathered = await gather(parts, (who) => !('foreign' in whoOfArn(any.ground, who)));
  if (gathered.told.length + gathered.untold.length === 0) refuse(gathered);
  const all = gathered.told.map((group): ToldAnswer => {
    const asker = whoOfArn(any.ground, group.who);
    const answer = answerTold('foreign' in asker ? any : accountFor(group.who), group);
    return { ...answer, facts: group.facts, role: 'role' in asker ? asker.role : '', account: accountOf(group.who) };
  });
  const isNews = ({ told, agrees }: AnsweredTold) => told.verdict === 'denied' || agrees === false;
  const { records, damaged, others, left } = gathered;
  return {
    workspace: workspace.name,
    answers: await turned(
      all.filter(isNews).toSorted((one, other) => other.count - one.count),
      { workspace, prices, load, limits },
    ),
    untold: gathered.untold.map((one) => ({ ...one, meaning: meaningOfUntold(any, one) })),
    passed: all.filter((one) => !isNews(one)).reduce((sum, { count }) => sum + count, 0),
    records,
    damaged,
    others,
    left,
  };
}

const mostAccounts = 16;

async function turned(
  answers: readonly ToldAnswer[],
  asking: Pick<WhyAsking, 'workspace' | 'prices' | 'load' | 'limits'>,
): Promise<readonly (AnsweredTold & Turned)[]> {
  const found: (AnsweredTold & Turned)[] = [];
  let tried = 0;
  for (const { facts, role, account, ...answer } of answers) {
    const { person, operation, resource, from } = answer;
    const isTried =
      tried < mostTurned && person !== null && answer.told.verdict === 'denied' && answer.answer?.answer === 'no';
    if (!isTried) {
      found.push({ ...answer, changes: [], noChange: null });
      continue;
    }
    tried += 1;
    const told = { facts, role, account };
    const question = { person, action: { aws: operation }, thing: { arn: resource }, place: from, told };
    const { changes, noChange } = await whyReport({ ...asking, question });
    found.push({ ...answer, changes, noChange });
  }
  return found;
}

interface ToldAnswer extends AnsweredTold {
  readonly facts: ToldFacts;
  readonly role: string;
  readonly account: string | undefined;
}

function accountOf(who: string): string | undefined {
  return /^arn:[^:]*:(?:sts|iam)::(\d{12}):/.exec(who)?.[1];
}

function refuse({ records, damaged, others }: Gathered): void {
  if (records > 0) return;
  const found = damaged + others === 0 ? 'no JSON' : `${damaged} damaged objects and ${others} that are no records`;
  throw new Problem({
    code: 'NothingDenied',
    message: `Nothing in the input tells of a refusal: ${found}. Accepted are records of CloudTrail as JSON (one, lines, a Records file, EventBridge's envelope) and messages of AWS's clients, such as "User: arn:… is not authorized to perform: s3:PutObject on resource: …".`,
    fix: 'Paste the whole message, with the line that begins with "User:", or give the file of CloudTrail.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
