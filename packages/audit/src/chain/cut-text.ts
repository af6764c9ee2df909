const mostCharacters = 1000;

/** A text as it fits into a record: what is very long is cut, and by how much is said. */
export function cutText(text: string): string {
  if (text.length <= mostCharacters) return text;
  return `${text.slice(0, mostCharacters)}… (${text.length - mostCharacters} more)`;
}
