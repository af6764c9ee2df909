import { describe, expect, test } from 'vitest';
import { findWalls, type WallProbe } from '../../src/sandbox/walls.ts';

/** A machine whose processes find themselves behind these walls, and that may refuse namespaces. */
function machine(landlock: number, filter: boolean, refusal?: string): WallProbe {
  return async (kind) => {
    if (kind === 'namespaces' && refusal !== undefined)
      throw Object.assign(new Error('failed'), { stderr: `${refusal}\n` });
    return JSON.stringify({ landlock, filter });
  };
}

const wallsOf = async (probe: WallProbe) => (await findWalls(probe)).missing.map(({ wall }) => wall);

describe('what is said of a machine', () => {
  test('with namespaces: nothing is missing', async () => {
    expect(await findWalls(machine(6, true))).toEqual({ namespaces: true, missing: [] });
  });

  test('without namespaces: every wall of which "atelier doctor" shows a way out, and why', async () => {
    const { namespaces, missing } = await findWalls(machine(6, true, 'bwrap: no namespaces'));
    expect(namespaces).toBe(false);
    expect(missing.map(({ wall }) => wall)).toEqual(['files', 'network', 'processes']);
    for (const { reason } of missing) expect(reason).toContain('bwrap: no namespaces');
  });

  test('without landlock or a filter: those too', async () => {
    expect(await wallsOf(machine(0, true, 'no'))).toEqual(['files', 'network', 'processes']);
    expect(await wallsOf(machine(6, false, 'no'))).toEqual(['files', 'network', 'processes', 'system calls']);
    expect(await wallsOf(machine(6, false))).toEqual(['system calls']);
  });
});
