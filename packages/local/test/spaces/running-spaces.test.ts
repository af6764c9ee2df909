import { expect, test } from 'vitest';
import type { OpenSpace } from '../../src/spaces/open-space.ts';
import { runningSpaces } from '../../src/spaces/running-spaces.ts';
import type { SpaceName } from '../../src/spaces/space-name.ts';

const july = { person: 'july', project: 'sales' };

/** Spaces whose opening and closing are noted, each in its own turn. */
function noted(fail: (opening: number) => boolean = () => false) {
  const notes: string[] = [];
  let openings = 0;
  const running = runningSpaces(async ({ person, project }: SpaceName): Promise<OpenSpace> => {
    openings += 1;
    const number = openings;
    notes.push(`open ${number}`);
    await Promise.resolve();
    if (fail(number)) throw new Error('no room');
    const close = async () => {
      notes.push(`closing ${number}`);
      await Promise.resolve();
      notes.push(`closed ${number}`);
    };
    const status = () => ({ name: 'space', state: 'ready', pid: number, restarts: 0 }) as const;
    return { person, project, socket: '', service: { status, stop: close }, close };
  });
  return { running, notes };
}

test('two who open a space at once open it once', async () => {
  const { running, notes } = noted();
  const [one, other] = await Promise.all([running.begin(july), running.begin(july)]);
  expect(one).toBe(other);
  expect(notes).toEqual(['open 1']);
});

test('one that is being ended is ended before it is opened again', async () => {
  const { running, notes } = noted();
  await running.begin(july);
  await Promise.all([running.end(july), running.begin(july)]);
  expect(notes).toEqual(['open 1', 'closing 1', 'closed 1', 'open 2']);
  expect(running.up()).toHaveLength(1);
});

test('one that is ended on its way is closed when it is there', async () => {
  const { running, notes } = noted();
  const begun = running.begin(july);
  await Promise.all([begun, running.end(july)]);
  expect(notes).toEqual(['open 1', 'closing 1', 'closed 1']);
  expect(running.statuses()).toEqual([]);
});

test('one that could not be opened says why until it is opened or ended', async () => {
  const { running } = noted((opening) => opening === 1);
  await expect(running.begin(july)).rejects.toThrow('no room');
  expect(running.statuses()).toMatchObject([{ person: 'july', service: { state: 'failed', reason: 'no room' } }]);
  await running.begin(july);
  expect(running.statuses()).toMatchObject([{ service: { state: 'ready' } }]);
  await running.endAll();
  expect(running.statuses()).toEqual([]);
});
