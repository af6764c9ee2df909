import type { Workspace } from '@atelier/core';
import { type Origin, portal } from './origin.ts';
import { originLabel } from './origin-label.ts';

/** The origins that a workspace has, found by the host that a request names. */
export interface KnownOrigins {
  /** Undefined for a host that is none of them; the port may be another one, as behind a forwarded port of ssh. */
  at(host: string): Origin | undefined;
}

/** Hosts of the portal: a browser is sent from the addresses to the name, where its cookies are. */
const portalHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;
const labelledHost = /^([a-z0-9-]{1,63})\.localhost(:\d{1,5})?$/;

/** Each request asks; a workspace never changes, but is another one. */
const known = new WeakMap<Workspace, KnownOrigins>();

/** All of a workspace: each project's tracking and shared space, each member's space of it. */
export function knownOrigins(workspace: Workspace): KnownOrigins {
  const found = known.get(workspace) ?? originsIn(workspace);
  known.set(workspace, found);
  return found;
}

function originsIn({ projects, studio }: Workspace): KnownOrigins {
  const found = new Map<string, Origin>();
  const add = (origin: Origin) => found.set(originLabel(origin) ?? '', origin);
  for (const { name: project, members } of projects) {
    add({ kind: 'tracking', project });
    if (studio.spaces === 'shared') add({ kind: 'shared-space', project });
    for (const person of members) add({ kind: 'space', person, project });
  }
  return {
    at: (host) => {
      if (portalHost.test(host)) return portal;
      const label = labelledHost.exec(host)?.[1];
      return label === undefined ? undefined : found.get(label);
    },
  };
}

/** The text of an origin, as browsers write it; `portalText` is that of the portal. */
export function originText(origin: Origin, portalText: string): string {
  const label = originLabel(origin);
  return label === null ? portalText : portalText.replace('://', `://${label}.`);
}

/** Whether a text is one of the origins besides the portal, as browsers write them. */
export function isOriginOf(known: KnownOrigins, text: string, portalText: string): boolean {
  const host = /^https?:\/\/([^/]+)$/.exec(text)?.[1] ?? '';
  const found = known.at(host);
  return found !== undefined && found.kind !== 'portal' && originText(found, portalText) === text;
}
