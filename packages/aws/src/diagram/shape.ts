/** A rectangle on the page, in pixels from its top left corner. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Shape = Box | Text | Arrow | Wall;

/** A frame with round corners. */
export interface Box extends Area {
  readonly kind: 'box';
  readonly fill: string;
  readonly stroke: string;
  readonly dashed?: boolean;
}

/** One line of text; `y` is its base line. */
export interface Text {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly fill: string;
  readonly bold?: boolean;
}

/** A line through points, with a head at its end. */
export interface Arrow {
  readonly kind: 'arrow';
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly stroke: string;
}

/** A bar that nothing gets through. */
export interface Wall extends Area {
  readonly kind: 'wall';
  readonly fill: string;
}

/** Part of a page: what to draw, and how much room it takes downwards. */
export interface Part {
  readonly shapes: readonly Shape[];
  readonly bottom: number;
}

/** Dark on light, with a contrast of more than 4.5 to 1 for every text. */
export const colours = {
  ink: '#111827',
  quiet: '#4b5563',
  page: '#ffffff',
  panel: '#f8fafc',
  panelEdge: '#cbd5e1',
  network: '#0f766e',
  networkFill: '#f0fdfa',
  subnetFill: '#ffffff',
  endpoint: '#4338ca',
  endpointFill: '#eef2ff',
  gateway: '#9a3412',
  gatewayFill: '#fff7ed',
  wall: '#b91c1c',
  wallFill: '#fef2f2',
  stackFill: '#ffffff',
  stackEdge: '#64748b',
} as const;

/** A line of text whose left end is given. */
export function write(x: number, y: number, text: string, size: number, fill: string, bold?: 'bold'): Text {
  return { kind: 'text', x, y, text, size, fill, bold: bold === 'bold' };
}

/** Width of letters by their size, as wide as in the widest of the common sans-serifs. */
const letterWidths: readonly (readonly [RegExp, number])[] = [
  [/[ ijlftr.,:;'|()/-]/, 0.42],
  [/[mwMW@%…]/, 1],
  [/[A-Z0-9]/, 0.7],
  [/./u, 0.64],
];
const boldness = 1.12;

/** How wide a text may become, in pixels. */
export function widthOf(text: string, size: number, bold?: 'bold'): number {
  const letters = [...text].map((letter) => letterWidths.find(([form]) => form.test(letter))?.[1] ?? 1);
  return letters.reduce((sum, width) => sum + width, 0) * size * (bold === 'bold' ? boldness : 1);
}

/** A text that fits, its end cut off where it must be. */
export function shortened(text: string, width: number, size: number, bold?: 'bold'): string {
  if (widthOf(text, size, bold) <= width) return text;
  const letters = [...text];
  const most = letters.findLastIndex(
    (_, index) => widthOf(`${letters.slice(0, index).join('')}…`, size, bold) <= width,
  );
  return `${letters.slice(0, Math.max(0, most)).join('')}…`;
}

/** As many of the items as fit, and how many more there are. */
export function listed(items: readonly string[], width: number, size: number): string {
  const first = (count: number) => {
    const rest = items.length - count;
    return `${items.slice(0, count).join(', ')}${rest === 0 ? '' : ` and ${rest} more`}`;
  };
  const most = items.findLastIndex((_, index) => widthOf(first(index + 1), size) <= width) + 1;
  return most === 0 ? shortened(items.join(', '), width, size) : first(most);
}
