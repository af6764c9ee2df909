import { expect, test } from 'vitest';
import { changes } from '../../src/changes/changes.ts';
import { chosenChanges } from '../../src/changes/chosen-changes.ts';

const ids = (chosen: string) => chosenChanges(chosen).map(({ id }) => id);

test('all are gone through, none, or those that are named, in the order of the list', () => {
  expect(ids('all')).toEqual(changes.map(({ id }) => id));
  expect(ids('none')).toEqual([]);
  expect(ids('tags, docker')).toEqual(['docker', 'tags']);
});

test.each(['colour', '', 'docker,', 'All', '*', '../docker'])('"%s" is refused with what there is', (chosen) => {
  expect(() => chosenChanges(chosen)).toThrowError(
    expect.objectContaining({ code: 'NoSuchChange', message: expect.stringContaining('there are notify-more, ') }),
  );
});
