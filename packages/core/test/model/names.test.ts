import { expect, test } from 'vitest';
import { longestBucketName, projectName, sandboxName, uniqueEnding } from '../../src/model/names.ts';

test('names of projects and sandboxes begin with their workspace', () => {
  expect(projectName('acme', 'sales')).toBe('acme-sales');
  expect(sandboxName('acme', 'sales', 'ana')).toBe('acme-sales-ana');
});

test('a name and its unique ending fill a bucket name', () => {
  expect(longestBucketName - uniqueEnding).toBe(52);
});
