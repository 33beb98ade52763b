import Archive
import Files
import Messages
import Reports

/// Looks at the configured sources without issuing anything.
package struct SourceJob: Sendable {
  private let invocation: Invocation

  /// A job of an invocation.
  package init(_ invocation: Invocation) {
    self.invocation = invocation
  }

  /// The names of the sources and their systems.
  package func list() -> RunResult {
    var result = RunResult()
    result.remarks = invocation.configuration.sources.map { Message(verbatim: "\($0.name)  \($0.system)") }
    return result
  }

  /// Looks at a source, or at all: what its SELECTs have and lack, and every mistake, whatever else there is.
  package func check(_ name: String?) throws -> RunResult {
    let catalogue = Catalogue(invocation)
    let sources = try name.map { [try catalogue.source($0)] } ?? invocation.configuration.sources
    let catalogues = (tr: try catalogue.template().words(.tr), en: try catalogue.template().words(.en))
    // A server that takes the call and says nothing more is waited for no longer than in a run.
    _ = Interruption(deadline: invocation.configuration.deadline, tell: invocation.tell)
    Folder.restrictUmask()
    let messages = (try? Archive(invocation.configuration.archive)).map { ServerMessages($0, invocation.logger) }
    var result = RunResult()
    for source in sources {
      var check = SourceCheck(source, invocation)
      check.carryOut { Message(tr: catalogues.tr.title($0), en: catalogues.en.title($0)) }
      result.remarks += check.lines
      for failure in check.failures {
        let kept = messages?.keep(failure) ?? failure
        result.steps.append(RunStep(.prepare, source: source.name, .failed(kept.told(of: source.name))))
      }
    }
    return result
  }
}
