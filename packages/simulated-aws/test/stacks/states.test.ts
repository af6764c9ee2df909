import { describe, expect, test } from 'vitest';
import { type Account, account } from './account.ts';
import { statusOf } from './acme.ts';
import { body, bucket, made, stackOf, topic } from './small-template.ts';

const taken = stackOf({ BucketName: 'taken' });

describe('operations at the wrong moment', () => {
  const refused: readonly (readonly [string, () => unknown, RegExp])[] = [
    ['creating what is there', () => made(taken).call('CreateStack', body(taken)), /Stack \[small\] already exists/],
    ['updating what is not there', () => account().call('UpdateStack', body(taken)), /does not exist/],
    ['updating without a change', () => made(taken).call('UpdateStack', body(taken)), /No updates are to be performed/],
    [
      'updating what is being created',
      () => {
        const here = account();
        here.call('CreateStack', body(taken));
        here.call('UpdateStack', body(stackOf({})));
      },
      /CREATE_IN_PROGRESS state and can not be updated/,
    ],
    [
      'deleting what is being updated',
      () => {
        const here = made(taken);
        here.call('UpdateStack', body(stackOf({ BucketName: 'other' })));
        here.call('DeleteStack', { StackName: 'small' });
      },
      /UPDATE_IN_PROGRESS state and can not be deleted/,
    ],
    [
      'updating what was rolled back',
      () => rolledBack().call('UpdateStack', body(taken)),
      /ROLLBACK_COMPLETE state and can not be updated/,
    ],
    [
      'deleting what is protected',
      () => made(taken, { EnableTerminationProtection: true }).call('DeleteStack', { StackName: 'small' }),
      /TerminationProtection is enabled/,
    ],
    [
      'retaining resources of what did not fail',
      () => made(taken).call('DeleteStack', { StackName: 'small', RetainResources: ['A'] }),
      /only in the state DELETE_FAILED/,
    ],
    [
      'forcing the deletion of what did not fail',
      () => made(taken).call('DeleteStack', { StackName: 'small', DeletionMode: 'FORCE_DELETE_STACK' }),
      /only in the state DELETE_FAILED/,
    ],
    [
      'continuing a rollback that did not fail',
      () => made(taken).call('ContinueUpdateRollback', { StackName: 'small' }),
      /can not continue its rollback/,
    ],
    [
      'rolling back what did not fail',
      () => made(taken).call('RollbackStack', { StackName: 'small' }),
      /can not be rolled back/,
    ],
    [
      'a change set to create what is there',
      () => made(taken).call('CreateChangeSet', { ...body(taken), ChangeSetName: 'c', ChangeSetType: 'CREATE' }),
      /already exists and cannot be created again/,
    ],
    [
      'a change set to update what is not there',
      () => account().call('CreateChangeSet', { ...body(taken), ChangeSetName: 'c' }),
      /does not exist/,
    ],
    [
      'a change set that nobody made',
      () => made(taken).call('DescribeChangeSet', { StackName: 'small', ChangeSetName: 'c' }),
      /ChangeSet \[c\] does not exist/,
    ],
    [
      'a name with a space',
      () => account().call('CreateStack', { ...body(taken), StackName: 'a b' }),
      /regular expression/,
    ],
    [
      'a template that is not in the bucket',
      () => account().call('CreateStack', { StackName: 's', TemplateURL: 'http://127.0.0.1:1/b/k' }),
      /Access Denied/,
    ],
    ['no template', () => account().call('CreateStack', { StackName: 's' }), /must be specified/],
    [
      'describing what is not there',
      () => account().call('DescribeStacks', { StackName: 's' }),
      /Stack with id s does not exist/,
    ],
  ];

  test.each(refused)('%s is refused', (_, act, message) => {
    expect(act).toThrow(message);
  });

  test('deleting what is not there is no error', () => {
    expect(account().call('DeleteStack', { StackName: 'nobody' })).toEqual({});
    expect(made(taken).call('DeleteChangeSet', { StackName: 'small', ChangeSetName: 'nobody' })).toEqual({});
  });

  function rolledBack(): Account {
    return made({ Resources: { A: { ...bucket, Properties: { BucketName: 'UPPER' } } } });
  }
});

describe('time', () => {
  test('a stack is in progress until somebody asks for it, and takes as long as its longest chain', () => {
    const here = account();
    const start = here.world.clock.nowMs();
    const Resources = {
      Key: { Type: 'AWS::KMS::Key', Properties: { Enabled: true } },
      One: topic('one'),
      Two: { ...topic('two'), DependsOn: 'Key' },
    };
    here.call('CreateStack', body({ Resources }));
    expect(here.call('ListStacks').StackSummaries).toMatchObject([{ StackStatus: 'CREATE_IN_PROGRESS' }]);
    expect(here.world.clock.nowMs()).toBe(start);
    expect(statusOf(here, 'small').status).toBe('CREATE_COMPLETE');
    expect((here.world.clock.nowMs() - start) / 60_000).toBeCloseTo(0.5);
  });
});

describe('rollback', () => {
  const failing = { ...bucket, Properties: { BucketName: 'UPPER' }, DependsOn: ['Kept', 'Gone', 'Also'] };

  test('of a creation deletes what was made, but keeps what is to be retained', () => {
    const here = made({
      Resources: {
        Kept: { ...topic('kept'), DeletionPolicy: 'Retain' },
        Gone: { ...topic('gone'), DeletionPolicy: 'RetainExceptOnCreate' },
        Also: topic('also'),
        Fails: failing,
      },
    });
    expect(statusOf(here, 'small')).toMatchObject({
      status: 'ROLLBACK_COMPLETE',
      failed: [expect.stringContaining('Fails: ')],
    });
    expect(here.world.resources.list().map(({ id, stack }) => [id.split(':').at(-1), stack])).toEqual([['kept', null]]);
  });

  test('of a creation leaves everything where it was told so, and is done later on request', () => {
    const here = made(
      { Resources: { A: topic('a'), Fails: { ...failing, DependsOn: 'A' } } },
      { OnFailure: 'DO_NOTHING' },
    );
    expect(statusOf(here, 'small').status).toBe('CREATE_FAILED');
    expect(here.world.resources.list()).toHaveLength(1);
    here.call('RollbackStack', { StackName: 'small' });
    expect(statusOf(here, 'small').status).toBe('ROLLBACK_COMPLETE');
    expect(here.world.resources.list()).toEqual([]);
  });

  test('of a creation deletes the stack where it was told so', () => {
    const here = made({ Resources: { A: topic('a'), Fails: { ...failing, DependsOn: 'A' } } }, { OnFailure: 'DELETE' });
    expect(here.call('DescribeStacks').Stacks).toEqual([]);
  });

  test('of an update brings back what was changed, and deletes what was made', () => {
    const here = made({ Resources: { A: topic('a', { DisplayName: 'before' }) } });
    const Resources = {
      A: topic('a', { DisplayName: 'after' }),
      B: topic('b'),
      Fails: { ...failing, DependsOn: ['A', 'B'] },
    };
    here.call('UpdateStack', body({ Resources }));
    expect(statusOf(here, 'small').status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(here.world.resources.list().map(({ properties }) => properties.DisplayName)).toEqual(['before']);
    here.call('UpdateStack', body({ Resources: { A: topic('a', { DisplayName: 'later' }) } }));
    expect(statusOf(here, 'small').status).toBe('UPDATE_COMPLETE');
  });

  test('of an update waits where something cannot be brought back, and goes on past it', () => {
    const here = made({ Resources: { A: topic('a', { DisplayName: 'before' }) } });
    const Resources = { A: topic('a', { DisplayName: 'after' }), Fails: { ...failing, DependsOn: 'A' } };
    const { remove, list, put, get } = here.world.resources;
    Object.assign(here.world.resources, {
      put: (resource: Parameters<typeof put>[0]) => {
        put(resource);
        // Somebody deletes the topic as soon as it is changed.
        if (resource.properties.DisplayName === 'after') remove(resource.type, resource.id);
      },
    });
    here.call('UpdateStack', body({ Resources }));
    expect(statusOf(here, 'small').status).toBe('UPDATE_ROLLBACK_FAILED');
    expect(() => here.call('UpdateStack', body({ Resources }))).toThrow(/UPDATE_ROLLBACK_FAILED state/);
    here.call('ContinueUpdateRollback', { StackName: 'small' });
    expect(statusOf(here, 'small').status).toBe('UPDATE_ROLLBACK_FAILED');
    here.call('ContinueUpdateRollback', { StackName: 'small', ResourcesToSkip: ['A'] });
    expect(statusOf(here, 'small').status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect([list().length, get('AWS::SNS::Topic', 'x')]).toEqual([0, undefined]);
  });
});
