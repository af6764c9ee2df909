import type { AsReport } from '@atelier/aws';
import { oneLine } from '@atelier/problem';
import { table } from './table.ts';

interface Shown extends AsReport {
  readonly isInFile: boolean;
  readonly isTried: boolean;
}

type Right = AsReport['rights'][number];

/** All that a person has in a workspace, for people: how to get in, project by project, and what it costs. */
export function asText(shown: Shown): string {
  const { person, projects, otherProjects, rights } = shown;
  const outside = rights.filter(({ project }) => project === null);
  return [
    headOf(shown),
    ...shown.signIn.map((sentence) => oneLine(sentence)),
    ...projects.flatMap((project) => ['', oneLine(`Project ${project}`), ...partOf(shown, project)]),
    '',
    'Beside projects',
    rightsTable(outside, person.name),
    otherProjects.length === 0
      ? `${person.name} is in every project.`
      : oneLine(`Nothing of ${otherProjects.join(', ')}: ${person.name} is no member there.`),
    ...(shown.endpoints.length === 0 ? [] : [oneLine(`The network leads to ${shown.endpoints.join(', ')}.`)]),
    ...(shown.beyond.length === 0
      ? []
      : ['What AWS cannot hold people to:', ...shown.beyond.map((one) => oneLine(`  ${one}`))]),
    priceOf(shown),
    '',
  ].join('\n');
}

function headOf({ person, isInFile, isTried, ground }: Shown): string {
  const tried = isTried ? (isInFile ? ', tried in place of what the file says' : ', who is not in the file yet') : '';
  const where = ground === 'aws' ? 'on AWS' : 'on this machine, where the access table decides';
  return oneLine(`${person.name} as ${person.role}${tried}, ${where}; signs in as ${person.signInName}.`);
}

function partOf({ rights, stores, person }: Shown, project: string): readonly string[] {
  const own = stores.filter((store) => store.project === project);
  const lines = table(own.map(({ kind, name, access }) => [kind, name, access]));
  return [
    rightsTable(
      rights.filter((right) => right.project === project),
      person.name,
    ),
    ...(own.length === 0 ? [] : [lines]),
  ];
}

function rightsTable(rights: readonly Right[], name: string): string {
  const marks = { yes: 'yes', no: 'NO', unknown: '?' } as const;
  return table(
    rights.map(({ action, resource, allowed, because, answer, wall }) => [
      allowed ? marks[answer] : 'no',
      action,
      /^(project|the workspace)/.test(resource) ? '' : spaceText(resource, name),
      wall ?? because,
    ]),
  );
}

/** One space of somebody else stands for those of all. */
function spaceText(resource: string, name: string): string {
  return resource.startsWith('space of ') && resource !== `space of ${name}` ? 'spaces of others' : resource;
}

function priceOf({ monthlyUsd, complete, isTried, ground }: Shown): string {
  if (ground !== 'aws') return 'Nothing is paid for on this machine.';
  if (monthlyUsd === null)
    return 'What it costs cannot be told apart: without this person the file would have mistakes.';
  const least = complete ? '' : 'at least ';
  const sign = monthlyUsd > 0 ? '+' : '';
  return `${least}${sign}${monthlyUsd.toFixed(2)} USD a month ${isTried ? 'compared with the file' : 'compared with the file without this person'}.`;
}
