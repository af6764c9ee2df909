import type { ProblemDetails } from '@atelier/problem';
import { html } from 'hono/html';
import type { DoorPage } from './page-text.ts';

/** Says what has happened, and the one thing to do. */
export function toldPage(
  workspace: string,
  {
    title,
    message,
    link,
  }: { readonly title: string; readonly message: string; readonly link?: readonly [path: string, text: string] },
): DoorPage {
  const below = link === undefined ? '' : html`<p><a href="${link[0]}">${link[1]}</a></p>`;
  return { title, workspace, body: html`<div role="alert">${message}</div>${below}` };
}

/**
 * A page that goes on by itself.
 *
 * Browsers hold a cookie that is for our own pages back for as long as a page elsewhere has led here, through all
 * redirections; what this page leads to, it leads to itself.
 */
export function goOnPage(workspace: string, path: string): DoorPage {
  const body = html`<p>One moment …</p><p><a href="${path}">Go on</a></p>`;
  return { title: 'Signed in', workspace, body, goOn: path };
}

/** Says to somebody that they are signed in nowhere. */
export function signedOutPage(workspace: string): DoorPage {
  const body = html`<p role="status">You are not signed in.</p><p><a href="/sign-in">Sign in</a></p>`;
  return { title: 'Signed out', workspace, body };
}

/** Asks somebody who is signed in whether that should end. */
export function signOutPage(workspace: string, person: string): DoorPage {
  const body = html`<p>You are signed in as ${person}. Your spaces go on working.</p>
<form method="post" action="/sign-out"><button>Sign out</button></form>`;
  return { title: 'Sign out', workspace, body };
}

/**
 * Says why somebody does not get a page, and where to go instead.
 *
 * @param portal address of the portal
 * @param again path of the page, where it may be there in a moment
 */
export function refusedPage({
  title,
  workspace,
  problem: { message, fix },
  portal,
  again,
}: Pick<DoorPage, 'title' | 'workspace'> & {
  readonly problem: ProblemDetails;
  readonly portal: string;
  readonly again: string | undefined;
}): DoorPage {
  const retry = again === undefined ? '' : html`<p><a href="${again}">Try again</a></p>`;
  const body = html`<div role="alert">${message}</div><p>${fix}</p>${retry}<p><a href="${portal}">To your projects</a></p>`;
  return { title, workspace, body };
}
