import model from '../../api/models/cloudformation.gen.json';
import { readModel } from '../../api/index';
import type { Service } from '../../operation';
import * as changeSets from './change-sets';
import { CreateStack, DeleteStack, UpdateStack, UpdateTerminationProtection } from './create-stack';
import * as describing from './describe';
import * as exported from './exports';
import { GetTemplate, GetTemplateSummary, ValidateTemplate } from './templates';
import { work } from './work';

/**
 * AWS CloudFormation. Each resource is made by a request to its own service, in the name of whoever
 * asked for the stack or of the stack's role. Not modelled: macros and transforms, rules, nested
 * stacks, stack sets, custom resources, imports, drift, stack policies, notifications and hooks.
 */
export const cloudFormation: Service = {
  name: 'cloudformation',
  title: 'AWS CloudFormation',
  model: readModel(model),
  eventSource: 'cloudformation.amazonaws.com',
  operations: {
    ...{ CreateStack, DeleteStack, UpdateStack, UpdateTerminationProtection },
    ...{ GetTemplate, GetTemplateSummary, ValidateTemplate },
    ...changeSets,
    ...describing,
    ...exported,
  },
  timers: { work },
  // Source: AWS CloudFormation User Guide, "Logging AWS CloudFormation API calls with AWS CloudTrail".
  readOnly: (operation) => operation === 'ValidateTemplate',
  trail: { omitted: new Set(['TemplateBody']) },
};
