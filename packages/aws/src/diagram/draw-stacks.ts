import { type Area, colours, type Part, type Shape, type Text, write, writeLines } from './shape.ts';
import type { StackFacts } from './stack-facts.ts';

const columnGap = 56;
const rowGap = 12;
const nameSize = 13;
const nameLeading = 17;
const noteSize = 12;
const noteLeading = 16;

const barColours = {
  network: colours.network,
  foundation: colours.stackEdge,
  project: colours.endpoint,
  people: colours.gateway,
  spaces: colours.gateway,
} as const;

/** The stacks from `room.y` down, in columns from those that wait for nothing; arrows lead to what is waited for. */
export function drawStacks(stacks: readonly StackFacts[], { x, y, width }: Omit<Area, 'height'>): Part {
  const columns = [...Map.groupBy(stacks, ({ depth }) => depth).values()];
  const columnWidth = Math.floor((width - columnGap * (columns.length - 1)) / Math.max(1, columns.length));
  const places = new Map(
    columns.flatMap((its, column) =>
      placesIn(its, { x: x + column * (columnWidth + columnGap), y, width: columnWidth }),
    ),
  );
  const shapes = stacks.flatMap((stack) => {
    const place = places.get(stack.stack);
    return place === undefined ? [] : [...drawArrows(stack, place, places), ...drawStack(stack, place)];
  });
  return { shapes, bottom: Math.max(y, ...[...places.values()].map((place) => place.y + place.height)) };
}

/** The stacks of one column below each other, each as high as what it says. */
function placesIn(stacks: readonly StackFacts[], room: Omit<Area, 'height'>): readonly (readonly [string, Area])[] {
  let top = room.y;
  return stacks.map((stack) => {
    const place = { ...room, y: top, height: saidOf(stack, { ...room, y: top }).height };
    top += place.height + rowGap;
    return [stack.stack, place] as const;
  });
}

function drawStack(stack: StackFacts, place: Area): readonly Shape[] {
  const { x, y, height } = place;
  return [
    { kind: 'box', ...place, fill: colours.page, stroke: colours.panelEdge },
    { kind: 'wall', x: x + 1, y: y + 6, width: 4, height: height - 12, fill: barColours[stack.kind] },
    ...saidOf(stack, place).shapes,
  ];
}

/** Text of a box, line by line: its name, what it holds, and how much that is. */
function saidOf(
  { stack, resources, holds }: StackFacts,
  { x, y, width }: Omit<Area, 'height'>,
): { readonly shapes: readonly Text[]; readonly height: number } {
  const [left, inside] = [x + 16, width - 28];
  const name = writeLines(write(left, y + 24, stack, nameSize, colours.ink, 'bold'), inside, nameLeading);
  const held = write(left, y + 25 + name.height, holds.join(', '), noteSize, colours.quiet);
  const list = holds.length === 0 ? { shapes: [], height: 0 } : writeLines(held, inside, noteLeading);
  const count = `${resources} ${resources === 1 ? 'resource' : 'resources'}`;
  const last = write(left, y + 25 + name.height + list.height, count, noteSize, colours.quiet);
  return { shapes: [...name.shapes, ...list.shapes, last], height: 36 + name.height + list.height };
}

/** All arrows to one stack share the upright part of their way, next to that stack. */
function drawArrows({ waitsFor }: StackFacts, from: Area, places: ReadonlyMap<string, Area>): readonly Shape[] {
  return waitsFor.flatMap((name): Shape[] => {
    const to = places.get(name);
    if (to === undefined) return [];
    const [endX, endY] = [to.x + to.width + 2, to.y + to.height / 2];
    const [startX, startY] = [from.x, from.y + from.height / 2];
    const trunk = endX + columnGap / 2;
    const bends = startY === endY ? [] : [[trunk, startY] as const, [trunk, endY] as const];
    return [{ kind: 'arrow', points: [[startX, startY], ...bends, [endX, endY]], stroke: colours.stackEdge }];
  });
}
