/** Characters that cannot be seen and yet change what is: control, format and bidirectional ones, fillers, lone halves. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * A text with nothing hidden in it: every character that is not seen stands as its escape, line ends stay.
 *
 * The escapes are those of JSON, so that a JSON document stays the same document.
 */
export function visibleText(text: string): string {
  return text.replace(unseen, (character) => (character === '\n' ? character : escapeOf(character)));
}

/** The same on one line: a line end inside the text is shown, and ends nothing. */
export function oneLine(text: string): string {
  return text.replace(unseen, escapeOf);
}

function escapeOf(character: string): string {
  return (
    named[character] ??
    Array.from({ length: character.length }, (_, unit) =>
      character.charCodeAt(unit).toString(16).padStart(4, '0'),
    ).reduce((text, unit) => `${text}\\u${unit}`, '')
  );
}
