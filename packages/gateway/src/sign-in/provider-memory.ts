import type { Adapter, AdapterPayload } from 'oidc-provider';
import { shortLived } from '../sessions/short-lived.ts';

const goodForMs = 20 * 60_000;

/**
 * What the embedded provider keeps between two requests of one sign-in, in memory and within bounds.
 *
 * What was given out under a grant that is revoked ends by itself within a minute.
 */
export function providerMemory(): (kind: string) => Adapter {
  const kept = shortLived<AdapterPayload>(goodForMs);
  return (kind) => {
    const at = (id: string) => `${kind} ${id}`;
    const find = (id: string) => kept.see(at(id));
    const nothing = async () => undefined;
    return {
      upsert: async (id, payload) => {
        kept.put(at(id), payload);
        if (kind === 'Session' && payload.uid !== undefined) kept.put(`uid ${payload.uid}`, payload);
      },
      find: async (id) => find(id),
      findByUid: async (uid) => kept.see(`uid ${uid}`),
      findByUserCode: nothing,
      destroy: async (id) => void kept.take(at(id)),
      revokeByGrantId: nothing,
      consume: async (id) => {
        const found = find(id);
        if (found !== undefined) kept.put(at(id), { ...found, consumed: Math.floor(Date.now() / 1000) });
      },
    };
  };
}
