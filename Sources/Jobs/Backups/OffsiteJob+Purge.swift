import Archive
import Delivery
import Documents
import Messages

extension OffsiteJob {
  /// Removes at the second place what the archive has purged, where the configuration says so.
  ///
  /// What a purge has left there before that was said goes as well: it is the ledger that knows of it.
  func removePurged(into result: inout RunResult) async {
    guard offsite.purges, let ledger = run.record.ledger, !run.invocation.isDryRun else { return }
    do {
      for copy in OffsiteState(try ledger.entries(), at: offsite.location.text).leftBehind {
        let location = offsite.location
        _ = try await OwnThread.run { () -> Result<Bool, DeliveryError> in
          do throws(DeliveryError) {
            return .success(try location.remove(shelf: copy.source, name: copy.backup))
          } catch { return .failure(error) }
        }.get()
        try ledger.append(
          .init(
            .purge, .done, source: copy.source, backup: copy.backup,
            facts: [.init("location", .string(location.text))]))
        result.remarks.append(
          Message(
            tr: "\(copy.source)/\(copy.backup) \(location.text) konumundan da silindi.",
            en: "\(copy.source)/\(copy.backup) was removed from \(location.text) as well."))
      }
    } catch {
      let failure = Failure(error)
      result.steps.append(
        RunStep(
          .deliver,
          .failed(
            Failure(
              failure.failureKind,
              Message(
                tr: "Arşivden silinen yedekler ikinci yerden silinemedi; sonraki çalıştırma yeniden dener. "
                  + failure.message.tr,
                en: "What was purged from the archive could not be removed from the second place; the next run tries "
                  + "again. \(failure.message.en)")))))
    }
  }
}
