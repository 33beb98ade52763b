import Analysis

/// What page 1 says of accounts and their roles, by the rules of docs/reports.md.
struct AccountStatements {
  let accounts: AccountRows
  let context: SectionContext

  private var words: TextCatalog { context.words }

  private func statement(_ code: Statement.Code, _ key: AccountWordKey, _ count: Int64) -> Statement {
    Statement(code: code, text: words(key, ["count": context.count(count)]))
  }

  /// Interference with logs first, then accounts without owner, then how many roles were changed.
  var standingOut: [Statement] {
    let counts = accounts.counts
    var statements: [Statement] = []
    if counts.interference > 0 {
      statements.append(statement(.logInterference, .statementInterference, counts.interference))
    }
    if counts.ownerless > 0 {
      statements.append(statement(.ownerlessAccounts, .statementOwnerless, counts.ownerless))
    }
    if accounts.roleCounts.all > 0 {
      statements.append(statement(.rolesChanged, .statementRolesChanged, accounts.roleCounts.all))
    } else if !accounts.lacksRoleHistory {
      statements.append(Statement(code: .noRoleChanges, text: words[.statementNoRoleChanges]))
    }
    return statements
  }

  /// What the source does not keep.
  var missing: [Statement] {
    var statements: [Statement] = []
    if accounts.lacksRoleHistory {
      statements.append(Statement(code: .noRoleHistory, text: words[.statementNoRoleHistory]))
    } else if accounts.lacksApprovals {
      statements.append(Statement(code: .noApprovals, text: words[.statementNoApprovals]))
    }
    return statements
  }

  /// What to do about it.
  var toDo: [Statement] {
    var statements: [Statement] = []
    if accounts.counts.interference > 0 {
      statements.append(Statement(code: .examineInterference, text: words[.statementExamineInterference]))
    }
    if accounts.counts.ownerless > 0 {
      statements.append(Statement(code: .reviewOwnerless, text: words[.statementReviewOwnerless]))
    }
    if accounts.lacksRoleHistory {
      statements.append(Statement(code: .keepRoleHistory, text: words[.statementKeepRoleHistory]))
    }
    return statements
  }
}
