import { answerAt, type ListenPlace } from './answer-at.ts';
import type { Gateway } from './gateway.ts';
import { serveLoopback } from './walls/serve-loopback.ts';

/** Answer at a place on loopback, such as a socket that was handed down; a bug of ours ends one request, and never the process. */
export function listenAtLoopback(
  gateway: Gateway,
  place: ListenPlace,
  tell: (news: string) => void,
): Promise<() => Promise<void>> {
  return answerAt(gateway, place, { serve: serveLoopback, tell });
}
