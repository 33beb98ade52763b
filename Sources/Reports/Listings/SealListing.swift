import Documents
import Model
import Records

/// The columns of the table of what was sealed.
enum SealListing {
  /// A document or backup and what it is written with.
  struct Row {
    let sealed: SealHistory.Sealed
    let context: SectionContext
  }

  /// One row a document or backup.
  static let columns = TableColumns<Row>([
    .init(.document, .text, 18) { .text($0.sealed.name) },
    .init(.reportCode, .text, 8, for: .readersWithRoomAndPrograms) { row in
      .text(row.sealed.report ?? row.context.words.name(TrailHistory.Act.backup))
    },
    .init(.documentPeriod, .text, 16, for: .viewers) { row in
      row.sealed.period.map { .text(PeriodText.days(of: $0, row.context)) } ?? .empty
    },
    .init(.periodFrom, .moment, 17, for: .dataFiles) { $0.context.cell($0.sealed.period?.from) },
    .init(.periodTo, .moment, 17, for: .dataFiles) { $0.context.cell($0.sealed.period?.to) },
    .init(.sealedRows, .integer, 9) { $0.sealed.rows.map { .integer($0) } ?? .empty },
    .init(.bytes, .integer, 12) { $0.sealed.bytes.map { .integer($0) } ?? .empty },
    .init(.manifestDigest, .text, 34) { row in row.sealed.digest.map { .text($0) } ?? .empty },
    .init(.sealedAt, .moment, 17) { $0.context.cell($0.sealed.moment) },
    .init(.ledgerSequence, .integer, 7) { .integer(Int64($0.sealed.sequence)) },
    .init(.ledgerBefore, .text, 34, for: .readersWithRoomAndPrograms) { .text($0.sealed.previous) },
    .init(.stampedAt, .moment, 17) { $0.context.cell($0.sealed.stamp?.moment) },
    .init(.stampSerial, .text, 16, for: .readersWithRoomAndPrograms) { row in
      row.sealed.stamp?.serial.map { .text($0) } ?? .empty
    },
    .init(.stampAuthority, .text, 20, for: .readersWithRoomAndPrograms) { row in
      row.sealed.stamp?.authority.map { .text($0) } ?? .empty
    },
    .init(machine: "verification", .text) { .text($0.sealed.state.rawValue) },
    .init(.verification, .text, 11, for: .readers) { .text($0.context.words.name($0.sealed.state)) },
    .init(.verificationDepth, .text, 16, for: .readersWithRoom) { row in
      guard row.sealed.state == .valid else { return .empty }
      let words = row.context.words
      return switch row.sealed.depth {
      case .whole: .text(words[.sealReadWhole])
      case .listed: .text(words[.sealReadListed])
      case .made: .text(words[.sealReadMade])
      }
    },
    .init(.keptUntil, .date, 12, for: .readersWithRoomAndPrograms) { row in
      row.sealed.keptUntil.map { .date($0) } ?? .empty
    },
  ])
}
