import type { Guardrail, PlanReport } from '@atelier/aws';
import { roles } from '@atelier/core';
import { oneLine } from '@atelier/problem';
import { verdictsText } from './proof-text.ts';
import { table } from './table.ts';

const marks = { scope: 'own', everywhere: 'all', none: '·' } as const;

/** A plan for people: what is made and why, what is proven, who may do what, what it costs, what speaks against it. */
export function planText(report: PlanReport): string {
  return [
    `The workspace ${report.workspace} in ${report.region}\n`,
    section('What is made', pieces(report)),
    section('Stacks, each after those it waits for', stacks(report)),
    section('What can be reached', endpoints(report)),
    section('What is proven', verdictsText(report.proof)),
    section('Isolation', isolation(report)),
    section('Who may do what', access(report)),
    section('What people can do', journeys(report)),
    section('What it costs', cost(report)),
    section('Guardrails', guardrails(report)),
    verdict(report),
  ].join('\n');
}

function section(title: string, body: string): string {
  return `${title}\n${'─'.repeat(title.length)}\n${body.endsWith('\n') ? body : `${body}\n`}`;
}

const mostPieces = 60;

function pieces({ pieces }: PlanReport): string {
  const rows = pieces
    .slice(0, mostPieces)
    .flatMap(({ id, because, none }) => [[id, because], ...(none === null ? [] : [['', `Nothing is made: ${none}`]])]);
  const rest = pieces.length - mostPieces;
  return table(rows) + (rest > 0 ? `… and ${rest} more; --json has them all.\n` : '');
}

function stacks({ stacks }: PlanReport): string {
  return table(
    stacks.map(({ name, resources, after }) => [
      name,
      `${resources} resources`,
      after.length > 0 ? `after ${after.join(', ')}` : '',
    ]),
    [1],
  );
}

function endpoints({ endpoints: { required, missing, surplus } }: PlanReport): string {
  const lines = [`${required.length} services: ${required.join(', ')}`];
  lines.push(missing.length === 0 ? 'Nothing is missing.' : `Missing: ${missing.join(', ')}`);
  for (const { service, monthlyUsd } of surplus)
    lines.push(`Surplus: ${service}, ${monthlyUsd.toFixed(2)} USD a month`);
  return lines.join('\n');
}

function isolation({ isolation }: PlanReport): string {
  const ways = isolation.waysIn.map((sentence) => oneLine(`  ${sentence}`));
  return [proven(isolation), ...(ways.length === 0 ? [] : ['Let in from outside, on purpose:']), ...ways].join('\n');
}

function proven({ ok, wanted, findings }: PlanReport['isolation']): string {
  if (ok) return 'Proven: nothing leads out of the network, and nobody gets at the data from outside of it.';
  const isRefuted = findings.some(({ verdict }) => verdict === 'refuted');
  const head = wanted
    ? isRefuted
      ? 'REFUTED:'
      : 'NOT proven:'
    : 'Not isolated, as the file asks (network.mode: egress):';
  return [head, ...findings.map(({ stack, resource, message }) => oneLine(`  ${stack} ${resource}: ${message}`))].join(
    '\n',
  );
}

function access({ access }: PlanReport): string {
  const short = ['admin', 'lead', 'scientist', 'engineer', 'viewer'];
  const rows = access.rows.map(({ action, rights }) => [action, ...roles.map((role) => marks[rights[role]])]);
  const counted = `${access.triples} questions of who may do what to which: ${access.allowed} allowed, ${access.denied} refused.`;
  const beyond = access.beyond.map(({ what, instead }) => `  ${what} ${instead}`);
  return `${table([['', ...short], ...rows])}own: in own projects, sandboxes and spaces. all: everywhere.\n${counted}\nWhat AWS cannot hold people to:\n${beyond.join('\n')}`;
}

function journeys({ journeys: { proven, broken, notProven } }: PlanReport): string {
  const people = Map.groupBy(broken, ({ who }) => who);
  const told = [...people].flatMap(([who, those]) => [
    `${who}:`,
    ...those.flatMap(({ journey, call, because, fix }) => [
      oneLine(`  ${journey}: ${call} is refused. ${because}`),
      oneLine(`  ${fix}`),
    ]),
  ]);
  const open = notProven.map(({ journey, who, because }) => oneLine(`  ${journey} (${few(who)}): ${because}`));
  return [
    `${proven} journeys of people, jobs and services reach their end, call by call; ${broken.length} do not.`,
    ...told,
    ...(open.length === 0 ? [] : ['Not proven:', ...open]),
  ].join('\n');
}

function few(names: readonly string[]): string {
  const rest = names.length - 3;
  return `${names.slice(0, 3).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function cost({ cost }: PlanReport): string {
  const rows = cost.lines.map(({ what, usd, confidence, formula }) => [
    what,
    usd === null ? '?' : usd.toFixed(2),
    confidence,
    formula,
  ]);
  const least = cost.complete ? '' : 'at least ';
  return `${table([...rows, ['USD a month', `${least}${cost.totalUsd.toFixed(2)}`, '', '']], [1])}`;
}

function guardrails({ guardrails }: PlanReport): string {
  return guardrails.flatMap(guardrailLines).join('\n');
}

function guardrailLines({ id, ok, finding, fix }: Guardrail): readonly string[] {
  const head = `${ok ? (finding === null ? 'holds' : 'warns') : 'FAILS'}  ${id}`;
  return finding === null ? [head] : [head, `       ${oneLine(finding)}`, `       ${oneLine(fix ?? '')}`];
}

/** Whether a deployment may begin, and which guardrails say no. */
export function verdict({ ok, guardrails }: PlanReport): string {
  if (ok) return 'Nothing speaks against deploying this.\n';
  const failing = guardrails.filter((guardrail) => !guardrail.ok).map(({ id }) => id);
  return `This must not be deployed: ${failing.join(', ')}.\n`;
}
