import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '@atelier/problem';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type WorkspaceDoor, workspaceDoor } from '../../src/door/workspace-door.ts';

const nothing = { projects: () => [], trackingSocket: '', endpoints: () => [] };
let tokenFile: string;
let door: WorkspaceDoor;

beforeEach(() => {
  tokenFile = join(mkdtempSync(join(tmpdir(), 'workspace-door-')), 'token');
  door = workspaceDoor(nothing, { tokenFile, tell: () => undefined });
});

afterEach(() => door.close());

describe('the door of a workspace', () => {
  test('is closed until somebody asks for it', async () => {
    expect(door.status()).toBeUndefined();
    expect(existsSync(tokenFile)).toBe(false);
  });

  test('is opened once, whoever asks and however often', async () => {
    await Promise.all([door.open(undefined), door.open(undefined)]);
    const first = door.status();
    await door.open(undefined);
    expect(door.status()).toEqual(first);
    expect(first).toMatchObject({ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), tokenFile });
  });

  test('is not moved to another port', async () => {
    await door.open(undefined);
    await expect(door.open(1)).rejects.toMatchObject({ code: 'DoorElsewhere' });
  });

  test('is opened at the port of HTTP itself, where the account may and nobody else has it', async () => {
    const refusal = await door.open(80).catch((error: Problem) => error.code);
    expect([undefined, 'DoorPortTaken']).toContain(refusal);
  });

  test('can be asked for again after a port that could not be had', async () => {
    const other = workspaceDoor(nothing, { tokenFile: `${tokenFile}-other`, tell: () => undefined });
    await other.open(undefined);
    const port = Number(new URL(other.status()?.url ?? '').port);
    await expect(door.open(port)).rejects.toMatchObject({ code: 'DoorPortTaken' });
    await door.open(undefined);
    expect(door.status()).toBeDefined();
    await other.close();
  });
});
