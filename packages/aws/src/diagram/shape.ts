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

/** Lines of text below each other, and how far down they reach; `y` is the base line of the first. */
export interface Lines {
  readonly shapes: readonly Text[];
  readonly height: number;
}

/** A text on as many lines as it needs; between base lines there are `leading` pixels. */
export function writeLines(text: Text, width: number, leading: number): Lines {
  const lines = wrapped(text.text, width, text.size, text.bold ? 'bold' : undefined);
  return {
    shapes: lines.map((line, row) => ({ ...text, text: line, y: text.y + row * leading })),
    height: lines.length * leading,
  };
}

/** A text as lines that fit: broken between words, within a word where a sign allows it, and anywhere else if it must be. */
function wrapped(text: string, width: number, size: number, bold?: 'bold'): readonly string[] {
  const fits = (line: string) => widthOf(line.trimEnd(), size, bold) <= width;
  const lines = [''];
  const add = (piece: string) => {
    const last = lines.length - 1;
    if (fits(`${lines[last]}${piece}`) || piece.length === 0) lines[last] += piece;
    else if (lines[last] === '') lines[last] = piece;
    else lines.push(piece);
  };
  for (const piece of text.split(/(?<=[\s\-./])/)) {
    if (fits(piece)) add(piece);
    else for (const letter of piece) add(letter);
  }
  return lines.map((line) => line.trimEnd());
}
