import type { SupervisorStatus } from '@atelier/local';
import { table } from './table.ts';

/** A running workspace in words; `file` is the one that the person named, for commands to come. */
export function statusText(status: SupervisorStatus, file: string | undefined): string {
  const named = file === undefined ? '' : ` --file ${file}`;
  const services = status.services.map(({ name, state, url }) => [name, state, url]);
  const endpoints = status.endpoints.map(({ project, endpoint, model, version, service }) => [
    `endpoint ${project}/${endpoint}`,
    'url' in service ? service.state : `failed: ${service.reason}`,
    'url' in service ? `${service.url}/invocations  (${model} version ${version})` : '',
  ]);
  const projects = status.projects.map((project) => [
    `project ${project}`,
    'ready',
    `atelier sql ${project} "show tables"${named}`,
  ]);
  const runs = status.runs.map(({ project, flow, state }) => [`flow ${flow}`, state, `of ${project}`]);
  return `The workspace ${status.workspace} is up.\n${table([...services, ...projects, ...endpoints, ...runs])}`;
}
