import type { WorkspaceStatus } from '@atelier/core/contract';
import { type CertificateWatch, watchCertificate } from './certificate-watch.ts';
import type { DoorCertificate } from './door-certificate.ts';
import type { PreparedDoor } from './door-place.ts';

/** What the front door shows by TLS, kept as its files are. */
export interface CertificateOfDoor {
  /** Undefined on loopback. */
  current(): DoorCertificate | undefined;
  /** Take that of a workspace from now on, and look at its files; whether it is another one than before. */
  follow(prepared: PreparedDoor): 'the same' | 'another';
  status(): Pick<NonNullable<WorkspaceStatus['door']>, 'certificate'>;
  close(): void;
}

/** @param show have the front door show another one; where that is not up, it is started with the current one */
export function certificateOfDoor(
  show: (certificate: DoorCertificate) => Promise<void>,
  tell: (news: string) => void,
): CertificateOfDoor {
  let watch: CertificateWatch | undefined;
  const renewed = (next: DoorCertificate) =>
    void show(next).catch((error) => tell(`the front door did not hear of its new certificate: ${error}`));
  return {
    current: () => watch?.current(),
    follow: ({ place: { door }, certificate }) => {
      const before = watch?.current().certificate;
      watch?.close();
      watch =
        door === null || certificate === undefined ? undefined : watchCertificate(door, certificate, { renewed, tell });
      return certificate?.certificate === before ? 'the same' : 'another';
    },
    status: () =>
      watch === undefined ? {} : { certificate: { endsAtMs: watch.current().endsAtMs, refused: watch.refused() } },
    close: () => watch?.close(),
  };
}
