/// Numbers that were given and whose folders are not there.
struct MissingNumbers {
  /// The numbers, in their order.
  let numbers: [DocumentNumber]

  /// The largest number of a year and report says that every one before it was given too.
  init(given: Set<DocumentNumber>, there: Set<DocumentNumber>) {
    var last: [DocumentNumber: Int] = [:]
    for number in given.union(there) {
      let series = DocumentNumber(year: number.year, code: number.code, sequence: 0)
      last[series] = max(last[series] ?? 0, number.sequence)
    }
    var missing: [DocumentNumber] = []
    for (series, last) in last {
      for sequence in 1...last {
        let number = DocumentNumber(year: series.year, code: series.code, sequence: sequence)
        if !there.contains(number) { missing.append(number) }
      }
    }
    numbers = missing.sorted()
  }

  /// Numbers that are known one by one.
  init(only numbers: Set<DocumentNumber>) {
    self.numbers = numbers.sorted()
  }

  /// Whether every number has its folder.
  var isEmpty: Bool { numbers.isEmpty }

  /// How many.
  var count: Int { numbers.count }

  /// `2026/OTR-000003, 2026/OTR-000005–000009`; the first ten ranges.
  var text: String {
    var ranges: [(first: DocumentNumber, last: DocumentNumber)] = []
    for number in numbers {
      if let open = ranges.last?.last, open.year == number.year, open.code == number.code,
        open.sequence + 1 == number.sequence
      {
        ranges[ranges.count - 1].last = number
      } else {
        ranges.append((number, number))
      }
    }
    let texts = ranges.prefix(10).map { first, last in
      first == last ? first.text : "\(first.text)–\(last.text.split(separator: "-").last ?? "")"
    }
    return texts.joined(separator: ", ") + (ranges.count > 10 ? ", …" : "")
  }
}
