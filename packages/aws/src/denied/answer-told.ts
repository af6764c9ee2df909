import type { AskedPlace } from '@atelier/core';
import type { AskedAccount } from '../why/asked-account.ts';
import type { WhyAnswer } from '../why/why-answer.ts';
import { whyOperation } from '../why/why-operation.ts';
import type { ToldGroup } from './gather.ts';
import { type KnownAsker, whoOfArn } from './who-of-arn.ts';

/** What AWS has answered beside what the file says. */
export interface AnsweredTold {
  /** How many requests of this kind were told. */
  readonly count: number;
  /** Name of a person in the file, words for a part of the workspace, or the ARN of somebody else. */
  readonly who: string;
  /** Null: no person of the file. */
  readonly person: string | null;
  readonly operation: string;
  readonly resource: string;
  readonly told: Pick<ToldGroup, 'verdict' | 'by' | 'isExplicit' | 'policy' | 'place'>;
  /** Where the file was asked from. */
  readonly from: AskedPlace;
  /** Null: nothing of the workspace has asked. */
  readonly answer: WhyAnswer | null;
  /** Whether AWS and the file answer alike; null: nobody can know. */
  readonly agrees: boolean | null;
  /** What that means, and what to do. */
  readonly meaning: string;
}

/** Answers what was told, and says where the account and the file do not agree. */
export function answerTold(asked: AskedAccount, group: ToldGroup): AnsweredTold {
  const { count, operation, verdict, by, isExplicit, policy, place } = group;
  const asker = whoOfArn(asked.ground, group.who);
  const said = {
    count,
    operation,
    resource: group.resource ?? '*',
    told: { verdict, by, isExplicit, policy, place },
    from: place ?? usual,
    person: 'person' in asker ? asker.person.name : null,
  };
  if ('foreign' in asker)
    return { ...said, who: group.who, answer: null, agrees: null, meaning: `Not of this workspace: ${asker.foreign}.` };
  const who = 'person' in asker ? asker.person.name : asker.part;
  const answer = ask(asked, group, asker, place ?? usual);
  if (verdict === 'allowed') return { ...said, who, answer, ...passed(answer) };
  if (answer.answer === 'no') return { ...said, who, answer, agrees: true, meaning: alike(answer, group) };
  const outside = place === null && by !== 'organization' && by !== 'session' ? fromOutside(asked, group, asker) : null;
  if (outside !== null)
    return {
      ...said,
      who,
      from: outsidePlace,
      answer: outside,
      agrees: true,
      meaning:
        'From inside of the network it passes, and from outside the file refuses it as AWS did: it was asked from outside.',
    };
  return { ...said, who, answer, agrees: answer.answer === 'unknown' ? null : false, meaning: unlike(group) };
}

function ask(
  asked: AskedAccount,
  { operation, resource, facts }: ToldGroup,
  asker: Exclude<KnownAsker, { readonly foreign: string }>,
  place: AskedPlace,
): WhyAnswer {
  const person = 'person' in asker ? asker.person : null;
  return whyOperation(asked, { person, role: asker.role, operation, thing: { arn: resource ?? '*' }, place, facts });
}

const usual: AskedPlace = { kind: 'usual' };

/** An address of the internet that is nobody's (RFC 5737). */
const outsidePlace: AskedPlace = { kind: 'address', address: '203.0.113.7' };

function fromOutside(
  asked: AskedAccount,
  group: ToldGroup,
  asker: Exclude<KnownAsker, { readonly foreign: string }>,
): WhyAnswer | null {
  const answer = ask(asked, group, asker, outsidePlace);
  const refuses = answer.requests.flatMap(({ verdict, decides }) => (verdict === 'refused' ? decides : []));
  const isSame = group.by === null ? refuses.length > 0 : refuses.some(({ by }) => by === group.by);
  return answer.answer === 'no' && isSame && group.isExplicit !== false ? answer : null;
}

/** What passed at AWS is compared only where every fact that decides was told. */
function passed(answer: WhyAnswer): Pick<AnsweredTold, 'agrees' | 'meaning'> {
  if (answer.answer === 'yes') return { agrees: true, meaning: 'AWS let it pass, and so does the file.' };
  const refused = answer.requests.find(({ verdict }) => verdict === 'refused');
  if (answer.answer === 'unknown' || refused === undefined || refused.untold.length > 0)
    return {
      agrees: null,
      meaning: 'AWS let it pass; what the file says hangs on facts that the record does not tell.',
    };
  return {
    agrees: false,
    meaning: `AWS let it pass, and the file refuses it: ${refused.because} What is deployed is older than the file, or somebody has given more: "atelier status --target aws --drift" tells.`,
  };
}

function alike({ requests }: WhyAnswer, { by }: ToldGroup): string {
  const decides = requests.flatMap(({ verdict, decides: all }) => (verdict === 'refused' ? all : []));
  const isSame = by === null || decides.length === 0 || decides.some((one) => one.by === by);
  return isSame
    ? 'The file refuses it as AWS did.'
    : 'The file refuses it too, by another policy: AWS names one of those that refuse, and not all.';
}

const meanings: Partial<Record<NonNullable<ToldGroup['by']>, string>> = {
  organization:
    "The file allows it: a policy of the organization refuses, which no file of a workspace knows. Whoever keeps the organization's policies can let it through.",
  session: 'The file allows it: the session was begun with a policy of its own, by whoever handed it out.',
  boundary:
    'The file allows it: the boundary that every role gets refuses. It is the policy that aws.iam.permissionsBoundary names; "atelier rights --for boundary" writes one that is enough.',
  endpoint:
    'The endpoints of the file let it through: the request took another endpoint, or the policy of the endpoint was changed past its stack.',
};

function unlike({ by }: ToldGroup): string {
  const meaning = by === null ? undefined : meanings[by];
  return (
    meaning ??
    'The file allows it: what is deployed is another state of the file, or was changed past its stack. "atelier deploy" makes it so, "atelier status --target aws --drift" tells what differs.'
  );
}
