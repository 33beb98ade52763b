import Reports
import Synchronization

/// The look and the words of a run, read when somebody first needs them: that costs more than all else of a night without
/// rows, and documents and the archive's index need the same.
final class SharedTemplate: Sendable {
  private let known = Mutex<Template?>(nil)

  /// The template of a catalogue; what cannot be read is read again by the next who asks.
  func load(_ catalogue: Catalogue) throws -> Template {
    try known.withLock { known in
      if let known { return known }
      let template = try catalogue.template()
      known = template
      return template
    }
  }
}
