@testable import Analysis
import Model

extension RuleTrial {
  /// Adds an event so many microseconds after 10:00; identifiers ascend in the order of the calls unless one is given.
  @discardableResult
  mutating func add(
    _ type: EventType, _ user: Identifier?, after microseconds: Int64, ip: String? = "10.0.0.1", id: Identifier? = nil,
    _ change: (inout SecurityEvent) -> Void = { _ in }
  ) -> Identifier {
    add(type, user, "10:00", ip: ip, id: id) { event in
      event.occurredAt = event.occurredAt?.advanced(by: microseconds)
      change(&event)
    }
  }

  /// Adds what somebody did to somebody's role.
  @discardableResult
  mutating func addRole(
    _ type: EventType, _ role: String?, of target: Identifier?, by actor: Identifier? = nil, _ at: String = "10:00",
    after microseconds: Int64 = 0, id: Identifier? = nil
  ) -> Identifier {
    add(type, target, at, id: id) { event in
      event.occurredAt = event.occurredAt?.advanced(by: microseconds)
      event.actorID = actor
      event.role = role
    }
  }

  /// Configures which roles are privileged, and which of them critical.
  mutating func configureRoles(privileged: Set<String> = ["admin", "auditor"], critical: Set<String> = ["admin"]) {
    settings.lists.privilegedRoles = privileged
    settings.lists.criticalRoles = critical
    settings.configured.formUnion(["privileged_roles", "critical_roles"])
  }

  /// What a branch came to, when there are several.
  static func status(_ outcome: RuleOutcome, _ branch: String) -> RuleStatus? {
    outcome.branches.first { $0.id == branch }?.status
  }
}
