import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { askWarehouse } from '../../src/warehouse/ask-warehouse.ts';

test("a socket that went away with its folder is the machine's problem, and no bug", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gone-'));
  rmSync(folder, { recursive: true });
  const asked = askWarehouse(join(folder, 'warehouse.sock'), '/sql', { sql: 'select 1', right: 'write', query: 'q' });
  await expect(Array.fromAsync(asked)).rejects.toMatchObject({ code: 'SocketGone', whose: 'machine' });
});
