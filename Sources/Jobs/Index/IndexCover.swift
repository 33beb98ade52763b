import Archive
import Documents
import Model
import Records
import Reports

/// What a busy reader of the index asks first: is anything missing, and how old is the last backup.
struct IndexCover {
  let documents: IndexedDocuments
  let backups: IndexedBackups
  let nights: IndexedNights
  let look: IndexLook

  /// Sentences, numbers and notices.
  var cover: Cover {
    let alerts = self.alerts
    let sound = Highlight(label: look.words[.indexSoundLabel], text: look.words[.indexSound])
    return Cover(
      highlights: alerts.isEmpty ? [sound] : alerts, tiles: tiles, fields: [],
      notices: [look.words[.indexNotice], look.words[.indexUnquoted]])
  }

  private var alerts: [Highlight] {
    var alerts: [Highlight] = []
    func add(_ label: IndexWordKey, _ text: String) {
      alerts.append(Highlight(label: look.words[label], text: text, isAlert: true))
    }
    func count(_ number: Int) -> String { look.formats.integer(Int64(number)) }
    let (gaps, changed) = (documents.gaps.map(\.text), documents.changed.map(\.text))
    if !gaps.isEmpty {
      add(.indexGapsLabel, look.words(.indexGaps, ["count": count(gaps.count), "numbers": look.list(gaps)]))
    }
    if !changed.isEmpty {
      add(
        .indexChangedLabel, look.words(.indexChanged, ["count": count(changed.count), "numbers": look.list(changed)]))
    }
    let interrupted = documents.interrupted.map(\.text)
    if !interrupted.isEmpty {
      add(
        .indexInterruptedLabel,
        look.words(.indexInterrupted, ["count": count(interrupted.count), "numbers": look.list(interrupted)]))
    }
    for (strip, days) in nights.wanting {
      add(
        .indexNightsLabel,
        look.words(.indexNights, ["strip": strip, "count": count(days.count), "days": look.list(days)]))
    }
    if !nights.isKnown { add(.indexSchedulesLabel, look.words[.indexSchedules]) }
    let unbegun = nights.unbegun
    if !unbegun.isEmpty {
      add(.indexUnbegunLabel, look.words(.indexUnbegun, ["count": count(unbegun.count), "tasks": look.list(unbegun)]))
    }
    return alerts + ofBackups
  }

  private var ofBackups: [Highlight] {
    func alert(_ text: String) -> Highlight {
      Highlight(label: look.words[.indexBackupsLabel], text: text, isAlert: true)
    }
    var alerts: [Highlight] = []
    let bad = [backups.changedCount, backups.unsoundCount, backups.unreadableCount]
    if bad.contains(where: { $0 > 0 }) {
      let counts = bad.map { look.formats.integer(Int64($0)) }
      let places = ["changed": counts[0], "unsound": counts[1], "unreadable": counts[2]]
      alerts.append(alert(look.words(.indexBackupsBad, places)))
    }
    let bare = backups.lastGood.filter { $0.moment == nil }.map(\.source)
    if !bare.isEmpty { alerts.append(alert(look.words(.indexBackupsNone, ["sources": look.list(bare)]))) }
    return alerts
  }

  private var tiles: [Tile] {
    func tile(_ label: IndexWordKey, _ number: Int, isAlert: Bool) -> Tile {
      Tile(label: look.words[label], value: .integer(Int64(number)), remark: "", isAlert: isAlert)
    }
    let missing = nights.wanting.reduce(0) { $0 + $1.days.count }
    var tiles = [
      tile(.indexTileDocuments, documents.presentCount, isAlert: false),
      tile(.indexTileGaps, documents.gaps.count, isAlert: !documents.gaps.isEmpty),
    ]
    if nights.isKnown { tiles.append(tile(.indexTileNights, missing, isAlert: missing > 0)) }
    tiles += [
      tile(.indexTileUnstamped, documents.unstampedCount, isAlert: documents.unstampedCount > 0),
      tile(.indexTileUndelivered, documents.undeliveredCount, isAlert: documents.undeliveredCount > 0),
    ]
    for (label, newest) in [(IndexWordKey.indexTileGood, backups.lastGood), (.indexTileProven, backups.lastProven)] {
      tiles += newest.map { source, moment in
        Tile(
          label: look.words[label],
          value: .text(moment.map { look.words(.indexAge, ["age": look.age($0)]) } ?? look.words[.indexNone]),
          remark: source, isAlert: moment == nil)
      }
    }
    return tiles
  }
}
