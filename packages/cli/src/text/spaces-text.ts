import type { WorkspaceStatus } from '@atelier/core/contract';
import { spaceId } from '@atelier/local';
import { oneLine } from '@atelier/problem';
import { bytesText } from './bytes-text.ts';
import { table } from './table.ts';

type Spaces = Pick<WorkspaceStatus, 'spaces' | 'spaceLimits'>;

/** Spaces in words, one a line, with what each takes of what it may, and by what it is held to that. */
export function spacesText({ spaces, spaceLimits }: Spaces): string {
  const limits = limitsText(spaceLimits);
  if (spaces.length === 0) return `No space is open.\n${limits}`;
  return `${table(
    spaces.map(({ person, project, service, use }) => [
      spaceId({ person, project }),
      service.state,
      service.state === 'failed' ? service.reason : useText(use, spaceLimits),
    ]),
  )}${limits}`;
}

function useText(use: Spaces['spaces'][number]['use'], limits: Spaces['spaceLimits']): string {
  if (use === null) return '';
  const disk = use.diskBytes === null ? 'disk not measured yet' : `disk ${ofLimit(use.diskBytes, limits.diskBytes)}`;
  return `memory ${ofLimit(use.memoryBytes, limits.memoryBytes)}, ${use.processes} of ${limits.processes} processes, ${disk}`;
}

function ofLimit(bytes: number, limit: number | null): string {
  return limit === null ? bytesText(bytes) : `${bytesText(bytes)} of ${bytesText(limit)}`;
}

/** How limits are enforced on this machine, on one line. */
function limitsText({ by, lacks, diskBytes }: Spaces['spaceLimits']): string {
  const whole =
    by === 'cgroup v2'
      ? 'the kernel holds each space as a whole to its memory and processes (cgroup v2)'
      : `each process is held to its memory by the kernel, and the sum of a space is watched (no cgroup v2: ${lacks})`;
  const disk =
    diskBytes === null ? 'disk has no limit' : 'disk is measured once a minute, and in a full space no file grows';
  return `${oneLine(`Limits: ${whole}; ${disk}.`)}\n`;
}
