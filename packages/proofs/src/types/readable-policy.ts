import { isMap, own, type Value } from '@atelier/cloudformation';
import type { Model } from '../model.ts';
import { isOpenText } from './whose.ts';

/** Whether all that a policy says can be read: who, what and when are written out, in a shape that IAM takes. */
export function isReadablePolicy(value: Value, model: Model): boolean {
  const document = typeof value === 'string' ? parsed(value) : value;
  const statements = own(document, 'Statement');
  return (
    isMap(document) &&
    statements !== undefined &&
    [statements].flat().every((statement) => isReadableStatement(statement, model))
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isReadableStatement(statement: unknown, model: Model): boolean {
  if (!isMap(statement) || (statement.Effect !== 'Allow' && statement.Effect !== 'Deny')) return false;
  const { Action, NotAction, Resource, NotResource, Principal, NotPrincipal, Condition } = statement;
  const decisive = [Action, NotAction, ...principalsIn(Principal), ...principalsIn(NotPrincipal)];
  return (
    (Action !== undefined || NotAction !== undefined) &&
    decisive.every((part) => areTexts(part) && textsOf(part).every((text) => !isOpenText(text, model))) &&
    [Resource, NotResource].every(areTexts) &&
    isReadableCondition(Condition)
  );
}

function principalsIn(principal: unknown): readonly unknown[] {
  return isMap(principal) ? Object.values(principal) : [principal];
}

function isReadableCondition(condition: unknown): boolean {
  if (condition === undefined) return true;
  if (!isMap(condition)) return false;
  return Object.values(condition).every((tests) => isMap(tests) && Object.values(tests).every(areScalars));
}

function textsOf(part: unknown): readonly string[] {
  return [part].flat().filter((item) => typeof item === 'string');
}

/** One text or a list of them, or nothing at all. */
function areTexts(part: unknown): boolean {
  return part === undefined || [part].flat().every((item) => typeof item === 'string');
}

function areScalars(part: unknown): boolean {
  return [part].flat().every((item) => item !== null && typeof item !== 'object');
}
