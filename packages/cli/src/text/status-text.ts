import type { WorkspaceStatus } from '@atelier/core/contract';
import { shellWord } from '@atelier/problem';
import { askLines } from './ask-lines.ts';
import { dayOf } from './planned-door-text.ts';
import { table } from './table.ts';

/** A running workspace as one JSON document, with how its address is asked where it has one. */
export function statusJson(status: WorkspaceStatus): string {
  const door = status.door && { ...status.door, ask: askLines(status.door, status) };
  return `${JSON.stringify({ state: 'up', ...status, door })}\n`;
}

/** A running workspace in words; `file` is the one that the person named, for commands to come. */
export function statusText(status: WorkspaceStatus, file: string | undefined): string {
  const named = file === undefined ? '' : ` --file ${shellWord(file)}`;
  const services = status.services.map((service) =>
    service.state === 'failed'
      ? [service.name, 'failed', service.reason]
      : [service.name, service.state, restartsText(service.restarts)],
  );
  const failed = status.services.flatMap(({ name, state }) => (state === 'failed' ? name : []));
  const endpoints = status.endpoints.map(({ project, endpoint, model, version, service }) => [
    `endpoint ${project}/${endpoint}`,
    service.state === 'failed' ? `failed: ${service.reason}` : service.state,
    `${model} version ${version}`,
  ]);
  const projects = status.projects.map((project) => [
    `project ${project}`,
    failed.includes(`warehouse ${project}`) ? 'failed' : 'ready',
    `atelier sql ${project} "show tables"${named}`,
  ]);
  const runs = status.runs.map(({ project, flow, state }) => [`flow ${flow}`, state, `of ${project}`]);
  return [
    `The workspace ${status.workspace} is up.\n`,
    table([...services, ...projects, ...endpoints, ...runs]),
    ...status.missingWalls.map(({ wall, reason }) => `Not enforced here: ${wall}, since ${reason}.\n`),
    doorText(status),
  ].join('');
}

function doorText(status: WorkspaceStatus): string {
  if (status.door === undefined) return '';
  const lines = Object.entries(askLines(status.door, status)).map(([client, line]) => `  ${client.padEnd(9)}${line}\n`);
  const { url, provider, certificate } = status.door;
  const how = provider === undefined ? 'invited by "atelier person invite NAME"' : `as ${provider} says who they are`;
  return `\nPeople sign in at ${url}, ${how}.${certificateText(certificate)} Programs of yours, with the token in ${status.door.tokenFile}:\n${lines.join('')}`;
}

type DoorStatus = NonNullable<WorkspaceStatus['door']>;

function certificateText(certificate: DoorStatus['certificate']): string {
  if (certificate === undefined) return '';
  const { endsAtMs, refused } = certificate;
  const isOver = endsAtMs <= Date.now();
  const end = isOver ? `ended on ${dayOf(endsAtMs)}: nobody accepts it` : `is good until ${dayOf(endsAtMs)}`;
  return ` Its certificate ${end}.${refused === null ? '' : `\nIt was not renewed: ${refused}\n`}`;
}

function restartsText(restarts: number): string {
  return restarts === 0 ? '' : `started again ${restarts} ${restarts === 1 ? 'time' : 'times'}`;
}
