import { outsideUrl, type Workspace } from '@atelier/core';
import { Problem, type ProblemDetails } from '@atelier/problem';
import { doorCertificate } from '../front-door/door-certificate.ts';

/** Where a workspace would be reached, and whether it could be. */
export type PlannedDoor =
  | { readonly kind: 'loopback' }
  | {
      readonly kind: 'outside';
      readonly url: string;
      readonly address: string;
      readonly port: number;
      /** Until when its certificate holds; null: it is not accepted, and `problem` says why. */
      readonly certificateEndsAtMs: number | null;
      readonly problem: ProblemDetails | null;
    };

/** Say where the front door of a workspace would be; the files of its certificate are read. */
export function plannedDoor({ frontDoor }: Workspace): PlannedDoor {
  if (frontDoor === null) return { kind: 'loopback' };
  const { address, port } = frontDoor;
  const place = { kind: 'outside', url: outsideUrl(frontDoor), address, port } as const;
  try {
    return { ...place, certificateEndsAtMs: doorCertificate(frontDoor).endsAtMs, problem: null };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { ...place, certificateEndsAtMs: null, problem: error.toJSON() };
  }
}
