import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { deploymentsIn } from '../../src/endpoint/deployments.ts';

const deployment = { project: 'sales', endpoint: 'forecast', model: 'sales', version: 2, digest: 'abc' };

test('what was trained is remembered with what is deployed', () => {
  const database = new DatabaseSync(':memory:');
  deploymentsIn(database).save(deployment);
  expect(deploymentsIn(database).all()).toEqual([deployment]);
});

test('a deployment from before digests were kept is still there, and gets its digest when it is deployed again', () => {
  const database = new DatabaseSync(':memory:');
  database.exec(`create table deployments (project text, endpoint text, model text not null, version integer not null,
    primary key (project, endpoint)) strict`);
  database.exec(`insert into deployments values ('sales', 'forecast', 'sales', 1)`);
  const deployments = deploymentsIn(database);
  expect(deployments.all()).toEqual([{ ...deployment, version: 1, digest: null }]);
  deployments.save(deployment);
  expect(deployments.all()).toEqual([deployment]);
});
