import type { Expectation } from '../phase.ts';

/** No call was turned down for want of rights. */
export const nothingDenied: Expectation = ({ calls }) => [
  ...new Set(
    calls
      .filter(({ outcome, fault }) => outcome === 'fault' && isDenial(fault))
      .map(({ service, action, caller }) => `${caller} was denied ${service}:${action}.`),
  ),
];

function isDenial(fault: string | null): boolean {
  return /AccessDenied|Unauthorized|Forbidden/.test(fault ?? '');
}
