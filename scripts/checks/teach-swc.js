/*
  Loaded into dependency-cruiser with --import: the visitor that it walks syntax with stops at `using`, which it does
  not know. To a walk in search of imports, that is a declaration like any other.
*/
import { Visitor } from '@swc/core/Visitor.js';

// oxlint-disable-next-line typescript/unbound-method -- called with the visitor that it belongs to
const visitStatement = Visitor.prototype.visitStatement;
Visitor.prototype.visitStatement = function (statement) {
  const { type, decls } = /** @type {{ type: string, decls?: import('@swc/core').VariableDeclarator[] }} */ (statement);
  if (type !== 'UsingDeclaration') return visitStatement.call(this, statement);
  this.visitVariableDeclarators(decls ?? []);
  return statement;
};
