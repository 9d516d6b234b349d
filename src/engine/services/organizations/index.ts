import model from '../../api/models/organizations.gen.json';
import { readModel } from '../../api/index';
import type { Service } from '../../operation';
import * as accountCreation from './account-creation';
import * as accounts from './accounts';
import * as attachments from './attachments';
import { throttled } from './errors';
import * as organization from './organization';
import { CreatePolicy, DeletePolicy, DescribePolicy, ListPolicies, UpdatePolicy } from './policies';
import * as policyTypes from './policy-types';
import * as units from './units';

const { finishAccount, ...creation } = accountCreation;

/**
 * AWS Organizations as far as it decides about permissions: accounts, OUs, SCPs and RCPs. Not
 * modelled: invitations, delegated administrators, trusted access, tags, closing accounts, and the
 * policy types that decide about no permission.
 */
export const organizations: Service = {
  name: 'organizations',
  title: 'AWS Organizations',
  model: readModel(model),
  eventSource: 'organizations.amazonaws.com',
  isGlobal: true,
  throttled,
  operations: {
    ...organization,
    ...creation,
    ...accounts,
    ...units,
    ...{ CreatePolicy, DeletePolicy, DescribePolicy, ListPolicies, UpdatePolicy },
    ...attachments,
    ...policyTypes,
  },
  timers: { createAccount: finishAccount },
};
