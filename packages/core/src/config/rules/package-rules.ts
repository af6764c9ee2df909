import { allowedPackage } from '../normalising/allowed-package.ts';
import type { WorkspaceRule } from './rule.ts';

/** Indexes compare names in one form: `Scikit_Learn` and `scikit-learn` are one package. */
const packageStandsOnce: WorkspaceRule = {
  reads: ['packages.allow'],
  *check({ file: { packages } }) {
    if (packages.allow === 'all') return;
    const seen = new Map<string, string>();
    for (const [index, line] of packages.allow.entries()) {
      const { name } = allowedPackage(line);
      const before = seen.get(name);
      if (before !== undefined) {
        yield {
          path: ['packages', 'allow', index],
          code: 'PackageTwice',
          message: `"${line}" and "${before}" are about one package, ${name}; accepted is one line for each.`,
          fix: `Write one line with all that holds for ${name}, such as ${name}>=1,<2.`,
        };
      }
      seen.set(name, line);
    }
  },
};

/** What may be installed. */
export const packageRules = [packageStandsOnce];
