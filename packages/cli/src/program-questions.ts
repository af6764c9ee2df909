import type { Command } from 'commander';
import type { AsOptions } from './commands/as.ts';
import type { WhyOptions } from './commands/why.ts';
import type { ExitCode } from './exit-code.ts';
import { takingPolicies } from './given-policies.ts';
import type { Io } from './io.ts';

type Finish = (code: ExitCode) => void;

/** The commands that answer who may do what, and why. */
export function addQuestionCommands(program: Command, io: Io, finish: Finish): void {
  const why = program
    .command('why')
    .description(
      'whether somebody may do something, what decides it, and the smallest change of the file that turns a no',
    )
    .argument('[words...]', 'PERSON ACTION THING [FILE], such as: july data.write "data of sales"')
    .option('--denied <file>', 'what AWS refused, in records of CloudTrail or a pasted message; - is standard input')
    .option('--from <place>', 'browser, space, job, desk or an address; without it where the thing is usually done')
    .option('--file <path>', 'the workspace file (default: ./atelier.yaml)');
  takingPolicies(why)
    .option('--json', 'print one JSON document')
    .action(async (words: string[], { denied, ...options }: WhyOptions & { denied?: string }) =>
      finish(
        denied === undefined
          ? await (await import('./commands/why.ts')).why(io, words, options)
          : await (await import('./commands/why-denied.ts')).whyDenied(io, words, { ...options, denied }),
      ),
    );
  program
    .command('as')
    .description('everything that a person sees, reaches and may do, also before they are in the file')
    .argument('<person>', 'the name in the file, or of somebody new with --try')
    .argument('[file]', 'the workspace file (default: ./atelier.yaml)')
    .option('--try <role>', 'in this role, whatever the file says')
    .option(
      '--project <name>',
      'as a member of this project too (repeatable)',
      (name: string, before: readonly string[] = []) => [...before, name],
    )
    .option('--json', 'print one JSON document')
    .action(async (person: string, file: string | undefined, options: AsOptions) =>
      finish(await (await import('./commands/as.ts')).showAs(io, person, file, options)),
    );
}
