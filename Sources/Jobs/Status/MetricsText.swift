import Model

/// Numbers in the text format that Prometheus reads (version 0.0.4).
struct MetricsText {
  /// The lines so far.
  private(set) var text = ""

  /// A sample: its labels and its number.
  typealias Sample = (labels: [(name: String, value: String)], number: Int64)

  /// Adds a family of numbers that go up and down; one without samples is left out, for no number is not nought.
  mutating func gauge(_ name: String, _ help: String, _ samples: [Sample]) {
    if samples.isEmpty { return }
    text += "# HELP tutanak_\(name) \(help)\n# TYPE tutanak_\(name) gauge\n"
    for sample in samples {
      let labels = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
      text += "tutanak_\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(sample.number)\n"
    }
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "\\": "\\\\"
      case "\"": "\\\""
      case "\n": "\\n"
      default: String(scalar)
      }
    }.joined()
  }
}

extension Instant {
  /// Whole seconds since 1970.
  var seconds: Int64 { floorDivide(microseconds, microsecondsPerSecond) }
}
