import { type Area, colours, listed, type Part, type Shape, shortened, widthOf, write } from './shape.ts';
import type { StackFacts } from './stack-facts.ts';

const columnGap = 56;
const rowGap = 12;
const boxHeight = 58;
const nameSize = 13;
const noteSize = 12;

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
      its.map(({ stack }, row): readonly [string, Area] => {
        const left = x + column * (columnWidth + columnGap);
        return [stack, { x: left, y: y + row * (boxHeight + rowGap), width: columnWidth, height: boxHeight }];
      }),
    ),
  );
  const shapes = stacks.flatMap((stack) => {
    const place = places.get(stack.stack);
    return place === undefined ? [] : [...drawArrows(stack, place, places), ...drawStack(stack, place)];
  });
  const rows = Math.max(1, ...columns.map((its) => its.length));
  return { shapes, bottom: y + rows * (boxHeight + rowGap) - rowGap };
}

function drawStack({ stack, kind, resources, holds }: StackFacts, { x, y, width, height }: Area): readonly Shape[] {
  const count = `${resources} ${resources === 1 ? 'resource' : 'resources'}`;
  const countWidth = Math.ceil(widthOf(count, noteSize));
  const inside = width - 28;
  return [
    { kind: 'box', x, y, width, height, fill: colours.page, stroke: colours.panelEdge },
    { kind: 'wall', x: x + 1, y: y + 6, width: 4, height: height - 12, fill: barColours[kind] },
    write(x + 16, y + 24, shortened(stack, inside, nameSize, 'bold'), nameSize, colours.ink, 'bold'),
    write(x + 16, y + 44, listed(holds, inside - countWidth - 12, noteSize), noteSize, colours.quiet),
    write(x + width - 12 - countWidth, y + 44, count, noteSize, colours.quiet),
  ];
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
