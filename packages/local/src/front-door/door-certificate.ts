import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import type { OutsideDoor } from '@atelier/core';
import { Problem, shellWord } from '@atelier/problem';
import { chainFault } from './chain-fault.ts';
import { textOfFile } from './text-of-file.ts';

/** What a front door shows to whoever comes by TLS. */
export interface DoorCertificate {
  /** The certificate, then those of its issuers, as PEM. */
  readonly certificate: string;
  /** Its private key, as PEM. */
  readonly key: string;
  /** From then on nobody accepts it. */
  readonly endsAtMs: number;
}

const mostBytes = 256 * 1024;
const certificateBlock = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * The certificate of a front door and its key, from the files that the workspace names, as far as they hold now.
 *
 * @throws Problem CertificateUnusable, DoorKeyUnusable
 */
export function doorCertificate(door: OutsideDoor, nowMs: number = Date.now()): DoorCertificate {
  const chain = chainIn(door);
  const [own] = chain;
  const key = keyIn(door);
  const fault = chainFault(chain, door.name, nowMs);
  if (fault !== undefined) throw certificateUnusable(door, fault);
  if (!own.checkPrivateKey(key)) {
    throw keyUnusable(door, `holds another key than that of the certificate in ${door.certificate}`);
  }
  const found = {
    certificate: chain.map(String).join(''),
    key: String(key.export({ type: 'pkcs8', format: 'pem' })),
    endsAtMs: Math.min(...chain.map(({ validToDate }) => validToDate.getTime())),
  };
  try {
    // The last word is that of what will use them.
    createSecureContext({ cert: found.certificate, key: found.key });
  } catch (error) {
    throw certificateUnusable(door, `is not taken by TLS (${(error as NodeJS.ErrnoException).code})`);
  }
  return found;
}

function chainIn(door: OutsideDoor): readonly [X509Certificate, ...X509Certificate[]] {
  const unusable = (what: string, cause?: unknown) => certificateUnusable(door, what, cause);
  const text = textOfFile(door.certificate, { mostBytes, readers: 'anybody', unusable });
  try {
    const [own, ...issuers] = (text.match(certificateBlock) ?? []).map((block) => new X509Certificate(block));
    if (own !== undefined) return [own, ...issuers];
  } catch (error) {
    throw unusable('holds something between the lines of a certificate that is none', error);
  }
  throw unusable('holds no certificate as PEM');
}

function keyIn(door: OutsideDoor): KeyObject {
  const unusable = (what: string, cause?: unknown) => keyUnusable(door, what, cause);
  const text = textOfFile(door.key, { mostBytes, readers: 'this account alone', unusable });
  try {
    return createPrivateKey(text);
  } catch {
    throw unusable(/\bENCRYPTED\b/.test(text) ? 'holds a key behind a passphrase' : 'holds no private key as PEM');
  }
}

const untouched = 'Nothing was started or changed.';

function certificateUnusable({ certificate, name }: OutsideDoor, what: string, cause?: unknown): Problem {
  return new Problem(
    {
      code: 'CertificateUnusable',
      message: `${certificate}, which frontDoor.certificate names, ${what}; accepted is a certificate for ${name} and *.${name} that holds today, then those of its issuers, as PEM.`,
      fix: `Have a certificate made for the two names ${name} and *.${name}, and write it and its chain into ${certificate}.`,
      whose: 'yours',
      state: untouched,
    },
    cause,
  );
}

function keyUnusable({ key }: OutsideDoor, what: string, cause?: unknown): Problem {
  return new Problem(
    {
      code: 'DoorKeyUnusable',
      message: `${key}, which frontDoor.key names, ${what}; accepted is a file of your account that holds the private key of the certificate as PEM and is shut to others.`,
      fix: `Write the key that the certificate was made for into it, then: chmod 600 ${shellWord(key)}`,
      whose: 'yours',
      state: untouched,
    },
    cause,
  );
}
