import { expect, test } from 'vitest';
import { doorsInUse } from '../../src/spaces/doors-in-use.ts';

const july = { person: 'july', project: 'sales' };
const anna = { person: 'anna', project: 'sales' };

function recorded() {
  const asked: string[] = [];
  const later = () => new Promise<void>((resolve) => setImmediate(resolve));
  const doors = doorsInUse({
    openSpaceDoors: async ({ person }) => {
      asked.push(`open ${person}`);
      await later();
      asked.push(`opened ${person}`);
      return `doors of ${person}`;
    },
    closeSpaceDoors: async ({ person }) => {
      asked.push(`close ${person}`);
      await later();
      asked.push(`closed ${person}`);
    },
  });
  return { asked, doors };
}

test('doors that several use are closed when the last one has closed them', async () => {
  const { asked, doors } = recorded();
  const folders = await Promise.all([doors.openSpaceDoors(july), doors.openSpaceDoors(july)]);
  expect(folders).toEqual(['doors of july', 'doors of july']);
  await doors.closeSpaceDoors(july);
  expect(asked.filter((each) => each.startsWith('close'))).toEqual([]);
  await doors.closeSpaceDoors(july);
  expect(asked.slice(-2)).toEqual(['close july', 'closed july']);
});

test('doors that are being closed are made anew for whoever comes meanwhile; those of others wait for nothing', async () => {
  const { asked, doors } = recorded();
  await doors.openSpaceDoors(july);
  const closing = doors.closeSpaceDoors(july);
  await Promise.all([closing, doors.openSpaceDoors(july), doors.openSpaceDoors(anna)]);
  const ofJuly = asked.filter((each) => each.endsWith('july'));
  expect(ofJuly.slice(2)).toEqual(['close july', 'closed july', 'open july', 'opened july']);
  expect(asked.indexOf('open anna')).toBeLessThan(asked.indexOf('closed july'));
});

test('doors that could not be opened are nobody in use', async () => {
  let fails = true;
  const closed: string[] = [];
  const doors = doorsInUse({
    openSpaceDoors: async () => {
      if (fails) throw new Error('refused');
      return 'doors';
    },
    closeSpaceDoors: async ({ person }) => void closed.push(person ?? ''),
  });
  await expect(doors.openSpaceDoors(july)).rejects.toThrow('refused');
  fails = false;
  await doors.openSpaceDoors(july);
  await doors.closeSpaceDoors(july);
  expect(closed).toEqual(['july']);
});
