import Archive
import Model
import Reports

/// Counts what was on its way to recipients and not there when a month ended, by the ledger up to that moment.
struct DeliveriesOfMonth {
  private let reading: MonthReading
  private let items: [Outbox.Item]
  /// Whether documents went to anybody up to then.
  private let hasRecipients: Bool

  /// What was issued so shortly before the month's end may wait for the next run.
  private static let grace = microsecondsPerDay

  init(_ reading: MonthReading) {
    self.reading = reading
    let outbox = Outbox(reading.ledger.filter { $0.moment < reading.month.to })
    items = outbox.items
    hasRecipients = !outbox.selections.isEmpty || !outbox.items.isEmpty
  }

  /// Documents that did not come to a recipient, of those that did in the month or were to have.
  func failed(_ source: String) -> ManagementValue {
    guard reading.hasBegun else { return ManagementValue(.init(.beforeArchive, source)) }
    guard hasRecipients else { return ManagementValue(.init(.noRecipient, nil)) }
    var value = ManagementValue(0, of: 0)
    for item in items where (item.source ?? SourceSettings.everyName) == source && counts(item) {
      value.whole = (value.whole ?? 0) + 1
      value.documents.append(item.document)
      if item.isOpen {
        value.least += 1
        value.most += 1
      }
    }
    return value
  }

  private func counts(_ item: Outbox.Item) -> Bool {
    let month = reading.month
    guard item.isOpen else { return item.since.map { month.contains($0) } ?? false }
    let isNew = item.state == .queued && item.error == nil && !item.hasBegun
    return !isNew || item.issuedAt.map { $0 < month.to.advanced(by: -Self.grace) } ?? true
  }
}
