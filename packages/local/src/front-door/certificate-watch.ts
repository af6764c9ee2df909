import { statSync } from 'node:fs';
import type { OutsideDoor } from '@atelier/core';
import { type DoorCertificate, doorCertificate } from './door-certificate.ts';

/** The certificate that a front door shows, for as long as its files are looked at. */
export interface CertificateWatch {
  /** The last one that held. */
  current(): DoorCertificate;
  /** Why what the files hold now is not shown; null: it is. */
  refused(): string | null;
  close(): void;
}

/** Who hears of a certificate. */
export interface CertificateNews {
  /** A new one holds, and is to be shown. */
  renewed(certificate: DoorCertificate): void;
  /** For the log. */
  tell(news: string): void;
}

/** Also that of an end which nears, or a beginning which has come. */
const lookMillis = 2000;
const againAfterLooks = 30;
const dayMs = 86_400_000;
const warnDays = 14;

/**
 * Look at the files of a certificate every two seconds, and take up what is new there once it holds.
 *
 * A file is read when it has stopped changing. What does not hold is told once and tried again within a minute; the one
 * before goes on being shown.
 */
export function watchCertificate(
  door: OutsideDoor,
  first: DoorCertificate,
  { renewed, tell }: CertificateNews,
): CertificateWatch {
  let current = first;
  let refused: string | null = null;
  let [seen, read, looks] = [stampOf(door), stampOf(door), 0];
  const ends = endTeller(door, tell);

  const look = () => {
    ends(current);
    const stamp = stampOf(door);
    const isStill = stamp === seen;
    seen = stamp;
    looks = refused === null ? 0 : looks + 1;
    if (!isStill || (stamp === read && looks < againAfterLooks)) return;
    [read, looks] = [stamp, 0];
    try {
      const found = doorCertificate(door);
      const wasRefused = refused !== null;
      refused = null;
      if (isSame(found, current))
        return wasRefused ? tell(`the files of ${door.name} hold its certificate again`) : undefined;
      current = found;
      tell(`a new certificate of ${door.name} is shown, good until ${new Date(found.endsAtMs).toISOString()}`);
      renewed(found);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (why !== refused) tell(`the certificate of ${door.name} was not renewed, and the one before is shown: ${why}`);
      refused = why;
    }
  };
  ends(current);
  const timer = setInterval(look, lookMillis);
  timer.unref();
  return { current: () => current, refused: () => refused, close: () => clearInterval(timer) };
}

/** Tells each certificate's nearing end and its end, once. */
function endTeller({ name }: OutsideDoor, tell: (news: string) => void): (certificate: DoorCertificate) => void {
  let told = '';
  return ({ endsAtMs }) => {
    const end = new Date(endsAtMs).toISOString();
    const isOver = endsAtMs <= Date.now();
    if (!isOver && endsAtMs > Date.now() + warnDays * dayMs) return;
    const news = isOver
      ? `the certificate of ${name} has ended at ${end}: browsers and programs refuse it`
      : `the certificate of ${name} ends at ${end}`;
    if (news !== told) tell(news);
    told = news;
  };
}

function isSame(one: DoorCertificate, other: DoorCertificate): boolean {
  return one.certificate === other.certificate && one.key === other.key;
}

/** Another text when a file is another one, or was written; links are followed, as those who renew set them anew. */
function stampOf({ certificate, key }: OutsideDoor): string {
  return [certificate, key]
    .map((file) => {
      const found = statSync(file, { bigint: true, throwIfNoEntry: false });
      return found === undefined ? 'none' : [found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs].join(' ');
    })
    .join('/');
}
