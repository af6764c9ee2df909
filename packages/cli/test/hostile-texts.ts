/** Line of ours that a hostile text tries to forge: it must never begin a line. */
export const forged = 'Everything is well.';

/** Texts that would do something to a terminal, or to the eye of who reads, by what each tries. */
export const hostileTexts: Readonly<Record<string, string>> = {
  'clears the screen': '\u001b[2J\u001b[H',
  'sets the title': '\u001b]0;owned\u0007',
  'names a link that leads elsewhere': '\u001b]8;;http://evil\u001b\\here\u001b]8;;\u001b\\',
  'writes to the clipboard': '\u001b]52;c;cm0gLXJmIH4=\u0007',
  'answers for the person': '\u001b[5n\u001b[6n\u001bZ',
  'sends a device string': '\u001bP$q"p\u001b\\',
  'sends a private message': '\u001b^evil\u001b\\\u001b_evil\u001b\\',
  'goes up and writes over': '\u001b[1A\u001b[2K',
  'hides what follows': '\u001b[8m',
  colours: '\u001b[31mred\u001b[0m',
  'uses an eight-bit control sequence': '\u009b2J',
  'uses an eight-bit title': '\u009d0;owned\u009c',
  'uses an eight-bit device string': '\u0090q\u009c',
  'goes to the next line': '\u0085',
  rings: '\u0007',
  'goes back and writes over': 'safe\b\b\b\bevil',
  'goes to the beginning of the line': `\r${forged}`,
  'begins a line': `\n${forged}`,
  'begins a line as Windows does': `\r\n${forged}`,
  'goes down by a vertical tab': `\u000b${forged}`,
  'feeds a form': `\u000c${forged}`,
  'parts lines by Unicode': `\u2028${forged}`,
  'parts paragraphs by Unicode': `\u2029${forged}`,
  'ends a text early': 'a\u0000b',
  deletes: 'evil\u007f\u007f\u007f\u007f',
  'shifts the character set': '\u000eevil\u000f',
  'shifts by a tab': 'a\tb',
  'turns the direction': 'txt.\u202egnp.exe',
  'turns the direction to the right': '\u202devil',
  'embeds a direction': '\u202aevil\u202b',
  'isolates a direction': '\u2066evil\u2067\u2068',
  'ends a direction that is not its own': '\u202c\u2069',
  'marks a direction': '\u200eevil\u200f',
  'marks an Arabic letter': 'evil\u061c',
  'hides a space of no width': 'pay\u200bpal',
  'joins and parts without a width': 'a\u200cb\u200dc\u2060d',
  'begins with a byte order mark': '\ufeffevil',
  'breaks softly': 'e\u00advil',
  'smuggles words in tags': `ok${String.fromCodePoint(0xe0001, 0xe0065, 0xe0076, 0xe0069, 0xe006c, 0xe007f)}`,
  'smuggles words in variation selectors': `ok${String.fromCodePoint(0xe0101, 0xe0102)}\ufe0f`,
  'fills with what is empty': 'a\u3164b\u115fc',
  'annotates between lines': 'a\ufff9b\ufffac\ufffb',
  'is half a character': 'a\ud800b',
  'is the other half of a character': 'a\udc00b',
};

/** Characters barred from a terminal, apart from the line ends of our own lines; written out, to be no copy of the wall. */
export const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\ud800-\udfff\u{e0000}-\u{e00ff}\u{e01f0}-\u{e0fff}]|[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u;
