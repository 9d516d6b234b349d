import model from '../../api/models/iam.gen.json';
import { readModel } from '../../api/index';
import type { Service } from '../../operation';
import * as accessKeys from './access-keys';
import * as userPolicies from './user-policies';
import { CreateUser, DeleteUser, GetUser, ListUsers } from './users';

/** IAM as far as this version models it: users, their inline policies and access keys. */
export const iam: Service = {
  name: 'iam',
  title: 'IAM',
  model: readModel(model),
  eventSource: 'iam.amazonaws.com',
  operations: { CreateUser, DeleteUser, GetUser, ListUsers, ...userPolicies, ...accessKeys },
};
