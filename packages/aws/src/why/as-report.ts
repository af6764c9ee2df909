import {
  type Action,
  compareEstimates,
  type Decision,
  type Estimate,
  type Person,
  type Right,
  resourceText,
  rightsOf,
  type Workspace,
} from '@atelier/core';
import { beyondIam } from '../access/beyond-iam.ts';
import { estimate } from '../estimate/estimate.ts';
import type { PriceBook } from '../estimate/price-book.ts';
import { studioDoor } from '../report/ways-in.ts';
import { synthesise } from '../synthesise.ts';
import { type AskedAccount, askedAccount } from './asked-account.ts';
import { type Store, storesOf } from './stores-of.ts';
import { whyRow } from './why-row.ts';

/** One right as the access table gives or refuses it, and what AWS says to it. */
export interface AsRight extends Decision {
  readonly action: Action;
  /** In words, such as `project sales`. */
  readonly resource: string;
  /** Where it belongs; null: to no project. */
  readonly project: string | null;
  /** `unknown`: nobody can know before it is tried. */
  readonly answer: 'yes' | 'no' | 'unknown';
  /** What AWS refuses although the table allows it, or why nobody can know; null: nothing. */
  readonly wall: string | null;
}

/** All that a person has in a workspace. */
export interface AsReport {
  readonly ground: 'aws' | 'this machine';
  readonly person: Person;
  /** How people open Studio, in sentences; empty: the file does not say. */
  readonly signIn: readonly string[];
  readonly projects: readonly string[];
  /** Projects of others, of which the person sees names alone. */
  readonly otherProjects: readonly string[];
  readonly rights: readonly AsRight[];
  readonly stores: readonly Store[];
  /** Services that the network's endpoints lead to. */
  readonly endpoints: readonly string[];
  /** What policies cannot hold people to, and what does instead. */
  readonly beyond: readonly string[];
  /** US dollars more a month than without the person, or than before what is tried; null: not known, or nothing is paid for. */
  readonly monthlyUsd: number | null;
  readonly complete: boolean;
}

export interface AsAsking {
  /** With the person in it. */
  readonly workspace: Workspace;
  readonly person: Person;
  /** What its cost is compared with; null: nothing can be compared. */
  readonly without: Workspace | null;
  readonly prices: PriceBook;
}

/** Everything that a person sees, reaches and may do in the account that the file describes. */
export async function asReport({ workspace, person, without, prices }: AsAsking): Promise<AsReport> {
  const { stacks } = await synthesise(workspace);
  const asked = askedAccount(workspace, stacks);
  const before = without === null ? null : await estimateOf(without, prices);
  const difference = before === null ? null : compareEstimates(before, estimate(stacks, workspace.usage, prices));
  const isOwn = ({ members }: Workspace['projects'][number]) => members.includes(person.name);
  return {
    ground: 'aws',
    person,
    signIn: studioDoor(workspace),
    projects: workspace.projects.filter(isOwn).map(({ name }) => name),
    otherProjects: workspace.projects.filter((project) => !isOwn(project)).map(({ name }) => name),
    rights: rightsOf(workspace, person).map((right) => answered(asked, person, right)),
    stores: storesOf(asked.ground, person),
    endpoints: [...asked.account.endpoints.keys()].toSorted(),
    beyond: beyondIam(workspace).map(({ what, instead }) => `${what} ${instead}`),
    monthlyUsd: difference?.differenceUsd ?? null,
    complete: difference?.complete ?? true,
  };
}

async function estimateOf(workspace: Workspace, prices: PriceBook): Promise<Estimate> {
  const { stacks } = await synthesise(workspace);
  return estimate(stacks, workspace.usage, prices);
}

function answered(asked: AskedAccount, person: Person, { action, resource, allowed, because }: Right): AsRight {
  const { answer, because: why } = whyRow(asked, { person, action, resource, place: { kind: 'usual' } });
  return {
    action,
    resource: resourceText(resource),
    project: 'project' in resource ? resource.project : null,
    allowed,
    because,
    answer,
    wall: allowed && answer !== 'yes' ? why : null,
  };
}
