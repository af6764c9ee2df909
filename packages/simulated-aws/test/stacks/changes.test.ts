import { describe, expect, test } from 'vitest';
import { account } from './account.ts';
import { outputsOf, statusOf } from './acme.ts';
import { body, bucket, made, stackOf, topic } from './small-template.ts';

describe('updates', () => {
  test('change in place what can be, replace what cannot, add and delete', () => {
    const here = made({ Resources: { Stays: topic('stays'), Moves: topic('moves'), Goes: topic('goes') } });
    const before = here.world.resources.list();
    here.call(
      'UpdateStack',
      body({
        Resources: { Stays: topic('stays', { DisplayName: 'x' }), Moves: topic('moved'), Comes: topic('comes') },
      }),
    );
    expect(statusOf(here, 'small')).toEqual({ status: 'UPDATE_COMPLETE', failed: [] });
    expect(
      here.world.resources
        .list()
        .map(({ properties }) => properties.TopicName)
        .toSorted(),
    ).toEqual(['comes', 'moved', 'stays']);
    expect(before).toHaveLength(3);
  });

  test('show what would change before it does', () => {
    const here = made({ Resources: { Stays: topic('stays'), Moves: topic('moves'), Goes: topic('goes') } });
    const names = { StackName: 'small', ChangeSetName: 'c' };
    const Resources = { Stays: topic('stays', { DisplayName: 'x' }), Moves: topic('moved'), Comes: topic('comes') };
    here.call('CreateChangeSet', { ...body({ Resources }), ...names });
    const { Changes } = here.call('DescribeChangeSet', names);
    const shown = (
      Changes as { ResourceChange: { Action: string; LogicalResourceId: string; Replacement?: string } }[]
    ).map(({ ResourceChange: { Action, LogicalResourceId, Replacement } }) => [LogicalResourceId, Action, Replacement]);
    expect(shown).toEqual([
      ['Stays', 'Modify', 'False'],
      ['Moves', 'Modify', 'True'],
      ['Comes', 'Add', undefined],
      ['Goes', 'Remove', undefined],
    ]);
  });

  test('keep what is replaced or dropped when its policies say so', () => {
    const here = made({
      Resources: {
        A: { ...topic('a'), UpdateReplacePolicy: 'Retain' },
        B: { ...topic('b'), DeletionPolicy: 'Retain' },
        C: topic('c'),
      },
    });
    here.call('UpdateStack', body({ Resources: { A: topic('a2'), C: topic('c') } }));
    expect(statusOf(here, 'small').status).toBe('UPDATE_COMPLETE');
    const loose = here.world.resources.list().filter(({ stack }) => stack === null);
    expect(loose.map(({ properties }) => properties.TopicName)).toEqual(['a', 'b']);
  });

  test('cannot replace what keeps its name, nor change a type', () => {
    const here = made(stackOf({ BucketName: 'mine' }));
    here.call('UpdateStack', body({ Resources: { A: topic('mine') } }));
    expect(statusOf(here, 'small').failed.join()).toContain('Update of resource type is not permitted');
    expect(statusOf(here, 'small').status).toBe('UPDATE_ROLLBACK_COMPLETE');
  });
});

describe('exports', () => {
  const exporting = (value: string) => ({
    Resources: { A: topic('a') },
    Outputs: { O: { Value: value, Export: { Name: 'shared' } } },
  });
  const importing = { Resources: { B: topic('b', { DisplayName: { 'Fn::ImportValue': 'shared' } }) } };
  const both = () => {
    const here = made(exporting('one'));
    here.call('CreateStack', { StackName: 'user', TemplateBody: JSON.stringify(importing) });
    here.call('DescribeStacks');
    return here;
  };

  test('reach the stacks that import them', () => {
    const here = both();
    expect(here.call('ListImports', { ExportName: 'shared' })).toEqual({ Imports: ['user'] });
    expect(here.world.resources.list().map(({ properties }) => properties.DisplayName)).toEqual([undefined, 'one']);
    expect(outputsOf(here, 'small')).toEqual({ O: 'one' });
  });

  test('cannot be changed or taken away while they are in use', () => {
    const here = both();
    for (const template of [exporting('two'), { Resources: { A: topic('a') } }]) {
      here.call('UpdateStack', body(template));
      expect(statusOf(here, 'small').status).toBe('UPDATE_ROLLBACK_COMPLETE');
    }
    here.call('DeleteStack', { StackName: 'user' });
    here.call('DescribeStacks');
    here.call('DeleteStack', { StackName: 'small' });
    expect(here.call('DescribeStacks').Stacks).toEqual([]);
  });

  test('are not found before they are made, nor made twice', () => {
    const alone = account();
    alone.call('CreateStack', body(importing));
    expect(statusOf(alone, 'small').status).toBe('ROLLBACK_COMPLETE');
    const here = made(exporting('one'));
    here.call('CreateStack', {
      StackName: 'again',
      TemplateBody: JSON.stringify({ ...exporting('two'), Resources: { A: topic('other') } }),
    });
    expect(statusOf(here, 'again').status).toBe('ROLLBACK_COMPLETE');
  });
});

describe('deletion', () => {
  const full = () => {
    const here = made({ Resources: { A: { ...bucket, Properties: { BucketName: 'full' } }, B: topic('b') } });
    here.world.objects.put('full', 'key', new Uint8Array(1));
    here.call('DeleteStack', { StackName: 'small' });
    return here;
  };

  test('fails at a bucket with objects, and succeeds once it is empty', () => {
    const here = full();
    expect(statusOf(here, 'small')).toMatchObject({
      status: 'DELETE_FAILED',
      failed: [expect.stringContaining('not empty')],
    });
    here.world.objects.remove('full', 'key');
    here.call('DeleteStack', { StackName: 'small' });
    expect(here.call('DescribeStacks').Stacks).toEqual([]);
  });

  test.each([{ RetainResources: ['A'] }, { DeletionMode: 'FORCE_DELETE_STACK' }])(
    'ends with %j, and leaves the bucket',
    (how) => {
      const here = full();
      here.call('DescribeStacks');
      here.call('DeleteStack', { StackName: 'small', ...how });
      expect(here.call('DescribeStacks').Stacks).toEqual([]);
      expect(here.world.resources.list()).toMatchObject([{ id: 'full', stack: null, logicalId: null }]);
    },
  );
});
