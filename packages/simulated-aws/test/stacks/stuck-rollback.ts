import { expect } from 'vitest';
import type { Account } from './account.ts';
import { statusOf } from './acme.ts';
import { body, bucket, made, topic } from './small-template.ts';

/** A stack whose update could not be rolled back, because somebody deleted what it had changed. */
export function stuckRollback(): Account {
  const here = made({ Resources: { A: topic('a') } });
  const { put, remove } = here.world.resources;
  Object.assign(here.world.resources, {
    put: (resource: Parameters<typeof put>[0]) => {
      put(resource);
      if (resource.properties.DisplayName === 'after') remove(resource.type, resource.id);
    },
  });
  const B = { ...bucket, Properties: { BucketName: 'UPPER' }, DependsOn: 'A' };
  here.call('UpdateStack', body({ Resources: { A: topic('a', { DisplayName: 'after' }), B } }));
  expect(statusOf(here, 'small').status).toBe('UPDATE_ROLLBACK_FAILED');
  return here;
}
