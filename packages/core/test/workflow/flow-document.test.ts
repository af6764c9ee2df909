import validate from 'asl-validator';
import { describe, expect, test } from 'vitest';
import type { FlowSpec } from '../../src/model/flow-spec.ts';
import { checkDocument } from '../../src/workflow/check-document.ts';
import { documentText, flowDocument, flowSteps } from '../../src/workflow/flow-document.ts';
import type { TaskState } from '../../src/workflow/states-document.ts';

const flow = { flow: 'sales-forecasting', forecast: { timeBudgetSeconds: 120 } } as unknown as FlowSpec;
const text = documentText(flowDocument(flow));
const tasks = Object.values(flowDocument(flow).States).filter((state): state is TaskState => state.Type === 'Task');

describe("a flow's document", () => {
  test('has the bytes that are kept as golden', async () => {
    await expect(text).toMatchFileSnapshot('golden/sales-forecasting.asl.json');
  });

  test('is the same for the same flow, whatever the order of its keys', () => {
    const { forecast, flow: name } = flow;
    expect(documentText(flowDocument({ forecast, flow: name } as unknown as FlowSpec))).toBe(text);
  });

  test('is accepted by asl-validator and by our own check', () => {
    expect(validate(JSON.parse(text)).errors).toEqual([]);
    expect(checkDocument(JSON.parse(text))).toEqual([]);
  });

  test('names no target: every step is asked for through the input', () => {
    expect(tasks).toHaveLength(flowSteps.length);
    for (const { Resource, Parameters } of tasks) {
      expect(Resource).toBe('arn:aws:states:::states:startExecution.sync:2');
      expect(Parameters?.['StateMachineArn.$']).toMatch(/^\$\.steps\.[a-z]+$/);
    }
  });

  test('tries again only what a machine did wrong, and ends what hangs', () => {
    for (const { Retry, TimeoutSeconds } of tasks) {
      expect(Retry?.map(({ ErrorEquals }) => ErrorEquals)).toEqual([['Atelier.MachineFailed']]);
      expect(TimeoutSeconds).toBeGreaterThan(0);
    }
  });

  test('gives training its time budget on top of the time of a step', () => {
    const timeout = (seconds: number) => {
      const longer = { ...flow, forecast: { ...flow.forecast, timeBudgetSeconds: seconds } };
      return (flowDocument(longer).States.Train as TaskState).TimeoutSeconds ?? 0;
    };
    expect(timeout(5000) - timeout(120)).toBe(4880);
  });

  test('says which version of our documents it is', () => {
    expect(JSON.parse(text).Comment).toMatch(/^Atelier flow sales-forecasting, document version \d+$/);
  });
});
