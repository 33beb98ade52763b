import Model
import Testing

@Suite struct `An enumeration in a table` {
  private func check<Key: Enumerated>(_ type: Key.Type) {
    var table = EnumTable<Key, Key?> { _ in nil }
    for (place, key) in Key.allCases.enumerated() {
      #expect(key.place == place)
      table[key] = key
    }
    #expect(table.all.allSatisfy { $0.key == $0.value })
    #expect(table.all.count == Key.allCases.count)
  }

  @Test func `has its cases where they stand among all`() {
    check(EventType.self)
    check(EndReason.self)
    check(SessionStatus.self)
    check(FailureReason.self)
    check(LegalBasis.self)
    check(Severity.self)
  }
}
