import Files
import Model
import Records
import Support
import Testing

@Suite struct `The fields of a record` {
  private enum Word: Enumerated { case one, two }

  static let texts: [String?] = [
    nil, "", "a", "şükrü\u{0}x", "e\u{301}", "\u{202E}", String(repeating: "ğ", count: 70_000),
  ]
  static let moments: [Instant?] = [nil, Instant(microseconds: 0), Instant(microseconds: -1), .infinity]
  static let addresses: [NetworkAddress?] = [
    nil, .v4(0), .v4(.max), .v6(high: 1, low: .max, zone: nil), .v6(high: .max, low: 0, zone: "eth0"), .host("kiosk-3"),
    .host(""),
  ]

  @Test(arguments: Fuzzing.seeds(8)) func `come back as they were, in any order and number`(seed: Int) {
    var random = FixedGenerator(seed: seed)
    var record = RecordBuffer()
    let kinds = (0..<200).map { _ in random.number(0...5) }
    var written: [String] = []
    for kind in kinds {
      switch kind {
      case 0:
        let text = random.one(of: Self.texts)
        record.append(field: text)
        written.append("\(text.map { Array($0.utf8) } as Any)")
      case 1:
        let moment = random.one(of: Self.moments)
        record.append(field: moment)
        written.append("\(moment as Any)")
      case 2:
        let word = random.one(of: [Word.one, .two, nil])
        record.append(place: word?.place)
        written.append("\(word as Any)")
      case 3:
        let address = random.one(of: Self.addresses)
        record.append(field: address)
        written.append("\(address as Any)")
      case 4:
        let number = random.one(of: [Int64.min, -1, 0, .max])
        record.append(number: number)
        written.append("\(number)")
      default:
        let identifier = random.one(of: Self.texts).map { Identifier($0) }
        record.append(field: identifier)
        written.append("\(identifier.map { Array($0.utf8) } as Any)")
      }
    }
    let bytes = record.bytes
    var fields = RecordFields(bytes[...])
    let read = kinds.map { kind in
      switch kind {
      case 0: "\(fields.text().map { Array($0.utf8) } as Any)"
      case 1: "\(fields.instant() as Any)"
      case 2: "\(fields.value(of: Word.allCases) as Any)"
      case 3: "\(fields.address() as Any)"
      case 4: "\(fields.number())"
      default: "\(fields.identifier().map { Array($0.utf8) } as Any)"
      }
    }
    #expect(read == written)
    #expect(fields.isAtEnd)
  }
}
