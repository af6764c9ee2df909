import { outsideUrl, type Workspace } from '@atelier/core';
import { type Origin, portal } from './origin.ts';
import { originLabel } from './origin-label.ts';

/** The origins that a workspace has, found by the host that a request names. */
export interface KnownOrigins {
  /** Undefined for a host that is none of them; on loopback the port may be another one, as behind a forwarded port of ssh. */
  at(host: string): Origin | undefined;
}

/** Hosts of the portal: a browser is sent from the addresses to the name, where its cookies are. */
const portalHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;
const labelledHost = /^([a-z0-9-]{1,63})\.localhost(:\d{1,5})?$/;

/**
 * The label before the portal's host that a host has; null: it is the portal; undefined: it is neither.
 *
 * @param own the portal's host with its port, where it has one of its own; null: it is on loopback
 */
function labelOf(host: string, own: string | null): string | null | undefined {
  if (own === null) return portalHost.test(host) ? null : labelledHost.exec(host)?.[1];
  if (host === own) return null;
  const label = host.endsWith(`.${own}`) ? host.slice(0, -own.length - 1) : '';
  return /^[a-z0-9-]{1,63}$/.test(label) ? label : undefined;
}

/** Each request asks; a workspace never changes, but is another one. */
const known = new WeakMap<Workspace, KnownOrigins>();

/** All of a workspace: each project's tracking and shared space, each member's space of it. */
export function knownOrigins(workspace: Workspace): KnownOrigins {
  const found = known.get(workspace) ?? originsIn(workspace);
  known.set(workspace, found);
  return found;
}

function originsIn({ projects, studio, frontDoor }: Workspace): KnownOrigins {
  const found = new Map<string, Origin>();
  const own = frontDoor && new URL(outsideUrl(frontDoor)).host;
  const add = (origin: Origin) => found.set(originLabel(origin) ?? '', origin);
  for (const { name: project, members } of projects) {
    add({ kind: 'tracking', project });
    if (studio.spaces === 'shared') add({ kind: 'shared-space', project });
    for (const person of members) add({ kind: 'space', person, project });
  }
  return {
    at: (host) => {
      const label = labelOf(host, own);
      if (label === null) return portal;
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
