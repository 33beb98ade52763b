import Capture
import Messages
import Model

/// The state of a source's capture in words.
struct CaptureText {
  private let source: SourceSettings
  private let zone: Zone
  private(set) var lines: [Message] = []
  /// Whether rows are gone of whose end nothing is kept.
  private(set) var hasVanished = false

  init(_ source: SourceSettings, _ zone: Zone) {
    self.source = source
    self.zone = zone
  }

  /// What is installed, and what is not as it is wanted.
  mutating func tell(_ state: CaptureState) {
    for table in state.tables {
      lines.append(
        table.since.map {
          Message(
            tr: "\(source.name): “\(table.name)” geçmişi \(zone.text(of: $0)) anından beri saklanıyor",
            en: "\(source.name): the history of “\(table.name)” is kept since \(zone.text(of: $0))")
        } ?? Message(tr: "\(source.name): “\(table.name)”", en: "\(source.name): “\(table.name)”"))
      lines += table.faults.map { Message(verbatim: "  !") + $0 }
      if table.failures > 0 {
        let last = table.lastFailure.map { zone.text(of: $0) } ?? "–"
        lines.append(
          Message(
            tr: "  ! \(table.failures) deyimin geçmişi yazılamadı (son: \(last)); nedenini giderip yeniden kurun.",
            en:
              "  ! the history of \(table.failures) statements could not be written (last: \(last)); mend the cause "
              + "and install again."))
      }
    }
    if state.unrecorded > 0 {
      lines.append(
        Message(
          tr: "! \(state.unrecorded) hata kaydedilemedi bile; nedenini giderip yeniden kurun.",
          en: "! \(state.unrecorded) failures could not even be written down; mend the cause and install again."))
    }
    if !state.isAbsent, !source.isCaptured {
      lines.append(
        Message(
          tr: "raporlar geçmişi okumuyor; kaynağın yapılandırmasına “capture: true” yazın.",
          en: "reports do not read the history; write “capture: true” in the source's configuration."))
    }
  }

  /// What a history holds.
  mutating func tell(_ survey: HistorySurvey, of table: CaptureState.Table) {
    let last = survey.last.map { zone.text(of: $0) } ?? "–"
    let size = (survey.bytes + 1023) / 1024
    lines.append(
      Message(
        tr:
          "  “\(table.name)”: \(survey.rows) satır (\(survey.present) tanesi kurulum anında vardı, "
          + "\(survey.ended) tanesi silinme), \(size) KiB, son kayıt \(last)",
        en:
          "  “\(table.name)”: \(survey.rows) rows (\(survey.present) were there at the beginning, "
          + "\(survey.ended) deletions), \(size) KiB, last one \(last)"))
    if survey.vanished > 0 {
      hasVanished = true
      lines.append(
        Message(
          tr:
            "  ! \(survey.vanished) satır, sonu saklanmadan yok olmuş: tetikleyiciler bir süre kapalıydı, yazamadı "
            + "ya da bir bölüm (partition) kaldırıldı.",
          en:
            "  ! \(survey.vanished) rows are gone and their end is not kept: triggers were off for a while, could not "
            + "write, or a partition was dropped."))
    }
  }
}
