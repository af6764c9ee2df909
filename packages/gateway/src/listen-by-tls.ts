import { answerAt, type ListenPlace } from './answer-at.ts';
import type { Gateway } from './gateway.ts';
import { serveTls } from './walls/serve-tls.ts';
import type { ShownCertificate } from './walls/shown-certificate.ts';

/** Answer at a place by TLS alone, for the name that the workspace has there; as `listenAtLoopback` otherwise. */
export function listenByTls(
  gateway: Gateway,
  place: ListenPlace,
  shown: ShownCertificate,
  tell: (news: string) => void,
): Promise<() => Promise<void>> {
  const { hostname } = new URL(gateway.door.portalText);
  return answerAt(gateway, place, { serve: (answers) => serveTls(answers, hostname, shown), tell });
}
