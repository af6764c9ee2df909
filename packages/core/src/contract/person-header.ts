/**
 * Header of a request at a workspace's socket in the name of a person.
 *
 * Whoever reaches the socket owns the workspace; a request with it has the rights of that person, which are fewer.
 */
export const personHeader = 'atelier-person';
