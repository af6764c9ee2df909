import type { DeployNews, StackProgress } from '@atelier/aws-account';
import { expect, test } from 'vitest';
import { deployDisplay } from '../../src/text/deploy-display.ts';
import { recordingIo } from '../recording-io.ts';

const network: StackProgress = {
  stack: 'acme-network',
  phase: 'changing',
  done: 34,
  total: 41,
  beganMs: 0,
  busyWith: ['Endpoint', 'FlowLogs', 'Key'],
};
const foundation: StackProgress = { ...network, stack: 'acme-foundation', phase: 'waiting' };
const stacks = [network, foundation];
const resource: DeployNews = {
  kind: 'resource',
  stack: 'acme-network',
  resource: 'Vpc',
  type: 'AWS::EC2::VPC',
  status: 'CREATE_COMPLETE',
  reason: null,
  done: 34,
};

test('a terminal has a line for each stack at work: how far it is, since when, and what it waits for', () => {
  const io = recordingIo('/', ['err']);
  deployDisplay(io, () => 75_000).show(resource, stacks);
  expect(io.said.err).toBe('\r\u001b[Jacme-network  34/41  75 s  waits for Endpoint and 2 more\n');
});

test('lines are written over those before, and what is over or has failed stays', () => {
  const io = recordingIo('/', ['err']);
  const display = deployDisplay(io, () => 0);
  display.show(resource, stacks);
  display.show({ ...resource, status: 'CREATE_FAILED', reason: 'Taken' }, stacks);
  display.show({ kind: 'stack', stack: 'acme-network', phase: 'done', total: null }, [{ ...network, phase: 'done' }]);
  display.end();
  const [, failed = '', over = ''] = io.said.err.split('\u001b[1A\r\u001b[J');
  expect(failed).toMatch(/^acme-network {5}34\/41 {2}CREATE_FAILED .*Taken\nacme-network {2}34\/41 {2}0 s/);
  expect(over).toBe('acme-network  done\n\r\u001b[J');
});

test('elsewhere there is a line for each resource, without control characters', () => {
  const io = recordingIo('/');
  const display = deployDisplay(io);
  display.show(resource, stacks);
  display.refresh();
  display.end();
  expect(io.said.err).toBe('acme-network     34/41  CREATE_COMPLETE       Vpc  AWS::EC2::VPC\n');
});
