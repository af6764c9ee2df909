import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { trackingAction, trackingRoutes } from '../../src/passing/tracking-action.ts';

const root = join(import.meta.dirname, '../../../..');
const program =
  'from atelier.tracking.gate.routes import ROUTES\nprint("\\n".join(f"{r.method} {r.template}" for r in ROUTES))';

test('every route that the gate of tracking lets pass has its action here, and no other route has one', () => {
  const env = { PYTHONPATH: join(root, 'python'), PATH: process.env.PATH };
  const printed = execFileSync(join(root, '.venv/bin/python'), ['-P', '-c', program], { env, encoding: 'utf8' });
  expect([...trackingRoutes.keys()].toSorted()).toEqual(printed.trim().split('\n').toSorted());
});

describe('an action', () => {
  test.each([
    ['GET', '/', 'tracking.read'],
    ['HEAD', '/static-files/a/b.js', 'tracking.read'],
    ['POST', '/api/2.0/mlflow/runs/search', 'tracking.read'],
    ['POST', '/ajax-api/2.0/mlflow/runs/create', 'tracking.write'],
    ['PUT', '/api/2.0/mlflow-artifacts/artifacts/1/2/x.bin', 'tracking.write'],
    ['DELETE', '/api/2.0/mlflow/logged-models/m-1/tags/k', 'tracking.write'],
    ['GET', '/api/2.0/mlflow/registered-models/search', 'model.read'],
    ['POST', '/api/2.0/mlflow/model-versions/create', 'model.register'],
    ['POST', '/api/2.0/mlflow/registered-models/alias', 'model.approve'],
    ['DELETE', '/api/2.0/mlflow/model-versions/delete', 'model.replace'],
  ])('of %s %s is %s', (method, path, action) => {
    expect(trackingAction(method, path)).toBe(action);
  });

  test.each([
    ['GET', '/api/2.0/mlflow/runs/create'],
    ['POST', '/api/2.0/mlflow/%72uns/create'],
    ['POST', '/API/2.0/mlflow/runs/create'],
    ['POST', '/api/2.0/mlflow/runs/create/'],
    ['GET', '/static-files/'],
    ['GET', '/api/2.0/mlflow/logged-models/'],
    ['TRACE', '/'],
    ['GET', ''],
  ])('of %s %s is not known', (method, path) => {
    expect(trackingAction(method, path)).toBeUndefined();
  });
});
