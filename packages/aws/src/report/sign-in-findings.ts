import type { Workspace } from '@atelier/core';
import { type GuardrailFinding, warning } from '../guardrails/guardrail.ts';

/** What is to be known of a workspace's doors before it is deployed: whether anybody gets in, and from where. */
export function signInFindings({ signIn, network, people }: Workspace): readonly GuardrailFinding[] {
  if (signIn.method === 'sso') {
    const message = 'From where people open Studio is not proven: with Identity Center no policy of ours is asked.';
    return [warning({}, message, 'Limit places in the identity provider, or write signIn.method: iam.')];
  }
  if (signIn.provider === null && people.length > 0) {
    const message = 'Nobody can open Studio: signIn.provider does not say who says who somebody is.';
    return [warning({}, message, 'Write signIn.provider, such as a SAML provider (docs/signing-in.md).')];
  }
  if (network.access.kind !== 'anywhere') return [];
  const message = 'From where people open Studio is not limited: network.access is anywhere.';
  return [warning({}, message, 'Write network.access: endpoint, or the ranges of your offices.')];
}
