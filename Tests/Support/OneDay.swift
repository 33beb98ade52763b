import Foundation

/// What is made between two midnights.
///
/// A document with a stated moment prints the day it was made on: of two that are to be alike neither may be a day older.
package enum OneDay {
  /// Makes something in one day of a zone; where midnight came meanwhile, once more.
  package static func of<Made>(in zone: String, _ make: () throws -> Made) throws -> Made {
    guard let timeZone = TimeZone(identifier: zone) else { throw ServerFailure("no zone \(zone)") }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = timeZone
    while true {
      let begin = Date()
      let made = try make()
      if calendar.isDate(begin, inSameDayAs: Date()) { return made }
    }
  }
}
