import { oneLine } from '@atelier/problem';
import type { RehearsalReport } from '@atelier/rehearsal';
import { minutesOf, stepsText } from './destroy-text.ts';

/** A rehearsal for people. */
export function rehearsalText(report: RehearsalReport): string {
  const { deploy, change, destroy, redeploy, phases, there, calls, refused, notUnderstood, notRun, faults } = report;
  const left = destroy.leftovers.length === 0 ? 'nothing is left' : `left: ${oneLine(destroy.leftovers.join(' '))}`;
  return [
    `Deploy    ${deploy.stacks} stacks; on AWS about ${Math.ceil(deploy.awsMinutes)} minutes`,
    `Sign-in   ${signInText(deploy.getIn)}`,
    `Change    one person more: ${change.stacks.join(', ') || 'nothing'}`,
    `Destroy   ${destroy.steps.length} steps; on AWS about ${minutesOf(destroy.steps)} minutes; ${left}`,
    stepsText(destroy.steps).trimEnd().replace(/^/gm, '          '),
    ...phases.filter(({ name, unmet }) => unmet.length > 0 || !toldAbove.includes(name)).flatMap(phaseLines),
    `Redeploy  ${redeploy.ok ? 'everything was made again' : 'something of before was in the way'}`,
    ...(there.count === 0
      ? []
      : [`Before    ${there.count} things were in the account; ${touchedText(there.touched)}`]),
    `${calls} calls; ${refused.length === 0 ? 'the simulated account knew each' : `unknown to the simulated account: ${refused.join(', ')}`}.`,
    ...(notUnderstood.length === 0
      ? []
      : [`Not understood in policies, and taken as absent: ${notUnderstood.map(oneLine).join(', ')}.`]),
    ...(notRun.length === 0 ? [] : [`Not run: code that makes ${notRun.join(', ')}.`]),
    ...(faults === null ? [] : faultLines(faults)),
    'A simulated account is not AWS: durations are documented or assumed, and what it does not check is not proven.',
    '',
  ].join('\n');
}

function signInText(getIn: readonly string[]): string {
  if (getIn.length === 0) return 'nobody can open Studio';
  return `${getIn.length} can open Studio: ${getIn.map(oneLine).join(', ')}`;
}

const toldAbove: readonly string[] = ['deploy', 'change', 'destroy', 'redeploy'];

const outcomes = {
  done: 'done',
  refused: 'refused before anything changed',
  'left-out': 'left out',
  unmet: 'NOT AS IT SHOULD BE',
};

function phaseLines({ name, what, outcome, code, stacks, unmet }: RehearsalReport['phases'][number]): string[] {
  const which = stacks.length === 0 ? '' : ` (${stacks.join(', ')})`;
  const said = `${outcomes[outcome]}${code === null ? '' : `, ${code}`}`;
  return [
    `Phase     ${name}: ${oneLine(what)}: ${said}${which}`,
    ...unmet.map((line) => `            ${oneLine(line)}`),
  ];
}

function touchedText(touched: readonly string[]): string {
  return touched.length === 0 ? 'none of them was touched' : `TOUCHED: ${oneLine(touched.join(', '))}`;
}

function faultLines({
  runs,
  absorbed,
  retried,
  notMet,
  lastingDamage,
}: NonNullable<RehearsalReport['faults']>): string[] {
  return [
    `Faults    ${runs} runs, in each of which one call failed: ${absorbed} went on by themselves, ${retried} ended clean when run again`,
    ...notMet.map((call) => `            did not come up again: ${call}`),
    ...lastingDamage.flatMap(({ phase, call, kind, said, differences }) => [
      `            LASTING DAMAGE in ${phase}: ${call} (${kind})${said === null ? '' : `: ${oneLine(said)}`}`,
      ...differences.map((line) => `              ${oneLine(line)}`),
    ]),
  ];
}
