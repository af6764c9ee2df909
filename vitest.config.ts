import { defineConfig } from 'vitest/config';

const named = (pattern: string) => [`packages/*/test/**/${pattern}`, `test/**/${pattern}`];

export default defineConfig({
  test: {
    testTimeout: 300_000,
    hookTimeout: 600_000,
    maxWorkers: 2,
    globalSetup: './test/temporary-folder.ts',
    projects: [
      {
        extends: true,
        test: { name: 'fast', include: named('*.test.ts'), exclude: named('*.{walls,slow}.test.ts') },
      },
      { extends: true, test: { name: 'walls', include: named('*.walls.test.ts') } },
      { extends: true, test: { name: 'slow', include: named('*.slow.test.ts') } },
    ],
  },
});
