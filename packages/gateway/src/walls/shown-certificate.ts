import { createPrivateKey, X509Certificate } from 'node:crypto';

/** What is shown to whoever comes by TLS, as PEM. */
export interface TlsCertificate {
  /** The certificate, then those of its issuers. */
  readonly certificate: string;
  readonly key: string;
}

/** The certificate that servers show, and that can be another one from some time on. */
export interface ShownCertificate {
  current(): TlsCertificate;
  /** Show another one from now on. Throws for one that is none, and then nothing has changed. */
  show(next: TlsCertificate): void;
  /** Hear of each other one. */
  follow(hear: (next: TlsCertificate) => void): void;
}

/** Begin with one. */
export function shownCertificate(first: TlsCertificate): ShownCertificate {
  const followers: ((next: TlsCertificate) => void)[] = [];
  let current = first;
  return {
    current: () => current,
    show: (next) => {
      // Of an empty one TLS itself would say nothing.
      if (!new X509Certificate(next.certificate).checkPrivateKey(createPrivateKey(next.key))) {
        throw new Error('the key is not that of the certificate');
      }
      current = next;
      for (const hear of followers) hear(next);
    },
    follow: (hear) => void followers.push(hear),
  };
}
