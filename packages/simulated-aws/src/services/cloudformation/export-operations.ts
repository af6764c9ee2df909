import type { Operation } from '../../service/service.ts';
import { validationError } from '../../stacks/parse-template.ts';
import { exportsOf, importersOf } from '../../stacks/stack-book.ts';

/** Operations about what stacks give one another. */
export const exportOperations: Readonly<Record<string, Operation>> = {
  ListExports: (_, world) => ({
    Exports: exportsOf(world).map(({ stack, exportName, value }) => ({
      ExportingStackId: stack.id,
      Name: exportName,
      Value: value,
    })),
  }),
  ListImports: (input, world) => {
    const importers = importersOf(world, String(input.ExportName));
    if (importers.length === 0)
      throw validationError(`Export '${String(input.ExportName)}' is not imported by any stack.`);
    return { Imports: importers };
  },
};
