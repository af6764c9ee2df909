import { type FoundProblem, gap, withoutGaps } from './found-problem.ts';
import { sharedCodes } from './shared-codes.ts';

/** Where people meet a problem, by the beginning of the path of the file that makes it; the first that fits. */
const areas = [
  ['packages/core/src/config/', 'files'],
  ['packages/core/src/cost/', 'the estimate'],
  ['packages/core/', 'flow runs'],
  ['packages/local/src/warehouse/', 'SQL and the warehouse'],
  ['packages/local/src/front-door/', 'the front door'],
  ['packages/local/src/spaces/', 'spaces'],
  ['packages/local/src/flow/', 'flow runs'],
  ['packages/local/src/workflow/', 'flow runs'],
  ['packages/local/src/endpoint/', 'endpoints'],
  ['packages/local/src/tracking/', 'tracking'],
  ['packages/local/src/packages/', 'packages'],
  ['packages/local/', 'this machine'],
  ['packages/audit/', 'the audit'],
  ['packages/gateway/', 'the front door'],
  ['packages/cloudformation/', 'templates'],
  ['packages/proofs/', 'proofs'],
  ['packages/aws/src/region/', 'the description of a network'],
  ['packages/aws/', 'plans for AWS'],
  ['packages/aws-account/', 'the AWS account'],
  ['packages/rehearsal/', 'rehearsals'],
  ['packages/cli/', 'the command line'],
  ['packages/problem/', 'everywhere'],
  ['python/atelier/etl/', 'loading'],
  ['python/atelier/forecasting/', 'training and forecasts'],
  ['python/atelier/serving/', 'endpoints'],
  ['python/atelier/tracking/', 'tracking'],
  ['python/atelier/sample_data/', 'sample data'],
  ['python/atelier/notebook/', 'notebooks'],
  ['python/atelier/packages/', 'packages'],
  ['python/atelier/', 'flow runs'],
] as const;

const introduction = `# Problems

Everything that Atelier can refuse or fail at, by its code. A code is permanent: it stands in \`--json\`, in logs and in the
answers of endpoints, and search finds it here. Where a message names what was given, ‹its name› or ${gap} stands for it. "Yours" is what
the author of a file, a request or a command can mend; "the machine's" is what whoever keeps the machine or the account has
to look at, and a second try may succeed. What guardrails and proofs find has ids of its own: [proofs.md](proofs.md).

This page is written by \`make docs\` from the code that makes the problems.
`;

/** The reference of all problems: codes in order, each with what it says, its fixes and whose turn it is. */
export function problemsPage(found: readonly FoundProblem[]): string {
  const byCode = Map.groupBy(found.map(tidied), ({ code }) => code);
  const codes = [...byCode.keys()].toSorted();
  const byLetter = Map.groupBy(codes, (code) => code.charAt(0));
  const index = [...byLetter.keys()].map((letter) => `[${letter}](#${letter.toLowerCase()})`).join(' · ');
  const letters = [...byLetter].map(([letter, those]) =>
    [`## ${letter}`, ...those.map((code) => entry(code, byCode.get(code) ?? []))].join('\n\n'),
  );
  return `${[introduction, `${index}\n`, letters.join('\n\n')].join('\n')}\n`;
}

/** Where people meet a problem. */
function areaOf({ file }: FoundProblem): string {
  const area = areas.find(([beginning]) => file.startsWith(beginning))?.[1];
  if (area === undefined) throw new Error(`${file} makes a problem, and no area of the page says where people meet it`);
  return area;
}

const turn = { yours: 'Yours', machine: "The machine's", ours: 'Ours' } as const;

function entry(code: string, all: readonly FoundProblem[]): string {
  const said = worthSaying(all);
  const turns = [...new Set(said.map(({ whose }) => turn[whose]))].toSorted();
  const where = [...new Set(all.map(areaOf))].toSorted().join(', ');
  const meaning = sharedCodes[code];
  const head = `${turns.join(' or ')}. Met in: ${where}.${meaning === undefined ? '' : ` ${meaning}`}`;
  return [`### ${code}`, head, wordsOf(said)].join('\n\n');
}

function wordsOf(said: readonly FoundProblem[]): string {
  const byMessage = Map.groupBy(said, ({ message }) => message);
  return [...byMessage]
    .map(([message, those]) => {
      const all = [...new Set(those.map(({ fix }) => fix))].toSorted();
      const fixes = all.length > 1 ? all.filter((fix) => fix !== gap) : all;
      const first = message === gap ? 'Says what happened, in the words of whatever refused.' : escaped(message);
      const last = fixes.map((fix) => `  - Fix: ${fix === gap ? 'said for each case.' : escaped(fix)}`);
      return [`- ${first}`, ...last].join('\n');
    })
    .toSorted()
    .join('\n');
}

/** The entries that say something; one that only repeats with gaps what another says in words is left out. */
function worthSaying(all: readonly FoundProblem[]): readonly FoundProblem[] {
  return all.filter(
    (one) => !all.some((other) => says(other) > says(one) && isAtLeast(other.fix, one.fix) && isVague(one.message)),
  );
}

function says({ message, fix }: FoundProblem): number {
  return words(message) + words(fix);
}

function isAtLeast(fix: string, other: string): boolean {
  return other === fix || other === gap;
}

function isVague(message: string): boolean {
  return words(message) < 2;
}

function words(text: string): number {
  return withoutGaps(text).match(/\p{L}+/gu)?.length ?? 0;
}

function tidied(one: FoundProblem): FoundProblem {
  const tidy = (text: string) =>
    text
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/…(?:\s?…)+/g, gap)
      .trim();
  return { ...one, message: tidy(one.message), fix: tidy(one.fix) };
}

/** Text that Markdown shows as it is; what stands in backticks is left alone. */
function escaped(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll(/[<>*[\]]|(?<!\w)_|_(?!\w)/g, '\\$&')))
    .join('');
}
