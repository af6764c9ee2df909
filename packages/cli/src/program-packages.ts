import type { Command } from 'commander';
import type { PackageOptions } from './commands/package.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';

/** Declare the commands about packages that may be installed. */
export function addPackageCommands(program: Command, io: Io, finish: (code: ExitCode) => void): void {
  const packages = program.command('package').description('packages that pip and uv may install in spaces');
  const declared = (name: string, description: string) =>
    packages
      .command(name)
      .description(description)
      .option('--file <path>', 'the workspace file (default: ./atelier.yaml)')
      .option('--owner', 'as the owner of the workspace on this machine, past a login')
      .option('--json', 'print one JSON document');
  declared('list', 'what may be installed: lines of the file, and what each brings with it').action(
    async (options: PackageOptions) => finish(await (await import('./commands/package.ts')).listPackages(io, options)),
  );
  declared('why', 'why a package may be installed, and in which version, or why not; exit code 1 when not')
    .argument('<name>', 'the package')
    .action(async (name: string, options: PackageOptions) =>
      finish(await (await import('./commands/package.ts')).whyPackage(io, name, options)),
    );
}
