import { type Action, decideForCaller, type Resource, type Workspace } from '@atelier/core';
import { html } from 'hono/html';
import { originText } from '../origins/known-origins.ts';
import type { DoorPage, Html } from '../sign-in/pages/page-text.ts';
import { firstDay } from './first-day.ts';

/** Somebody at the portal. */
export interface AtPortal {
  readonly person: string;
  readonly portalText: string;
  readonly workspace: Workspace;
}

/** The first page: who somebody is, their projects, and the ways to tracking and to the spaces of each. */
export function homePage({ person, portalText, workspace }: AtPortal): DoorPage {
  const role = workspace.people.find(({ name }) => name === person)?.role ?? 'nobody';
  const caller = { kind: 'person', person } as const;
  const may = (action: Action, resource: Resource) => decideForCaller(workspace, caller, action, resource).allowed;
  const mine = workspace.projects.filter(({ name }) => may('settings.read', { kind: 'project', project: name }));
  const ways = mine.map(({ name: project }) => {
    const tracking = originText({ kind: 'tracking', project }, portalText);
    const seesTracking = may('tracking.read', { kind: 'project', project });
    return html`<section aria-label="${project}"><h2>${project}</h2>
${may('space.start', { kind: 'private-space', person }) ? spaceForm(project, 'own') : ''}
${may('space.start', { kind: 'shared-space', project }) ? spaceForm(project, 'shared') : ''}
${seesTracking ? html`<p><a href="${tracking}/">Experiments and models</a></p>` : ''}</section>`;
  });
  const none = html`<p>You are a member of no project. Members stand in the workspace's file.</p>`;
  return {
    title: `Welcome, ${person}`,
    workspace: workspace.name,
    body: html`<p class="hint">Your role is ${role}.</p>
${ways.length === 0 ? none : ways}
${mine[0] === undefined ? '' : firstDay(workspace, mine[0].name)}
<form method="post" action="/sign-out"><button class="second">Sign out</button></form>`,
  };
}

/** A space that is up is opened at once; one that is not is started first. */
function spaceForm(project: string, whose: 'own' | 'shared'): Html {
  const called = whose === 'own' ? 'Open my notebooks' : "Open the team's notebooks";
  return html`<form method="post" action="/open-space"><input type="hidden" name="project" value="${project}"><input type="hidden" name="whose" value="${whose}"><button>${called}</button></form>`;
}
