import type { DoctorReport, Examined, JourneysHere } from '@atelier/local';
import { oneLine } from '@atelier/problem';
import { notHereText } from './not-here-text.ts';
import { table } from './table.ts';

/** What was tried on this machine. */
export interface DoctorFindings extends DoctorReport {
  /** Of the people of a workspace that is up, or why they were not tried. */
  readonly journeys: JourneysHere | { readonly notTried: string };
}

/** The walls that hold on this machine, one by one, and every way out that was not refused; then what people can do. */
export function doctorText({ walls, examined, spaceLimits, journeys }: DoctorFindings): string {
  const kindOfWalls = walls.namespaces ? 'namespaces, and a filter of system calls' : 'the process itself';
  return [
    `Walls are made of ${kindOfWalls}.\n`,
    ...walls.missing.map(({ wall, reason }) => `Not enforced: ${wall}, since ${reason}.\n`),
    '\n',
    table(examined.flatMap(wallRows)),
    ...toDoLines(examined),
    limitsLine(spaceLimits),
    ...examined.flatMap(openTexts),
    '\n',
    'notTried' in journeys
      ? `Journeys of people were not tried: ${oneLine(journeys.notTried)}\n`
      : journeysText(journeys),
  ].join('');
}

/** No wall: without groups a space is held to its limits all the same, only later. */
function limitsLine({ by, lacks }: DoctorFindings['spaceLimits']): string {
  if (by === 'cgroup v2') return '\nLimits of a space: of the whole, by cgroup v2.\n';
  const text = `Limits of a space: of each process, with a watch over the sum, since ${lacks}. To have the kernel limit the whole, bring the workspace up in a service of systemd with Delegate=yes as an account of its own, or in a container with a cgroup namespace that may be written.`;
  return `\n${line(text)}`;
}

function journeysText({ proven, broken, notProven, walls }: JourneysHere): string {
  const refusals = walls.held + walls.notHeld.length;
  return [
    `Journeys of people: ${proven} reach their end here, ${broken.length} do not; ${walls.held} of ${refusals} refusals hold.\n`,
    ...told(
      broken.map(({ who, journey, call, because, fix }) =>
        [line(`${who}: ${journey}: ${call} does not pass. ${because}`), line(`  ${fix}`)].join(''),
      ),
    ),
    ...told(
      walls.notHeld.map(({ who, what, call, verdict, said }) =>
        line(`${who}: ${what}: ${call} is ${verdict}: ${said}`),
      ),
    ),
    notHereText(notProven),
  ].join('');
}

const mostTold = 40;

function told(texts: readonly string[]): readonly string[] {
  const rest = texts.length - mostTold;
  return rest > 0 ? [...texts.slice(0, mostTold), `… and ${rest} more; --json has them all.\n`] : texts;
}

function line(text: string): string {
  return `${oneLine(text)}\n`;
}

function wallRows({ kind, walls }: Examined): string[][] {
  return walls.map(({ wall, state, held, tried }) => [
    kind,
    wall,
    state,
    tried === 0 ? '' : `${held} of ${tried} ways out refused`,
  ]);
}

/** Each thing to do once, however many walls it mends. */
function toDoLines(examined: readonly Examined[]): readonly string[] {
  const things = new Set(examined.flatMap(({ walls }) => walls.flatMap(({ toDo }) => toDo ?? [])));
  return things.size === 0 ? [] : ['\n', ...[...things].map((thing) => `To do: ${oneLine(thing)}\n`)];
}

function openTexts({ kind, attempts }: Examined): string[] {
  return attempts
    .filter(({ verdict }) => verdict !== 'held')
    .map(({ attempt, verdict, said }) => `\n${kind}: could ${attempt} (${verdict}): ${said}`)
    .map((text, index, all) => (index === all.length - 1 ? `${text}\n` : text));
}
