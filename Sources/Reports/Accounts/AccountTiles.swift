import Analysis
import Documents
import Records

/// The few numbers of the first page of a report on accounts.
enum AccountTiles {
  static func compose(_ accounts: AccountRows, _ context: SectionContext) -> [Tile] {
    let (words, counts) = (context.words, accounts.counts)
    let (roles, isKnown) = (accounts.roleCounts, accounts.names.privileged.isKnown)
    let days = accounts.unusedDays(until: context.facts.countedUntil)
    let parts = context.counts([roles.granted, roles.revoked, roles.changed])
    return [
      Tile(
        label: words[.tileRoleChanges],
        value: accounts.lacksRoleHistory ? .text(words[.fieldNotKept]) : context.countCell(roles.all),
        remark: words(.tileRoleChangesRemark, ["granted": parts[0], "revoked": parts[1], "changed": parts[2]])),
      Tile(
        label: words[.tilePrivileged], value: isKnown ? context.countCell(counts.privileged) : .text("–"),
        remark: words(.tilePrivilegedRemark, ["count": context.count(counts.accounts)])),
      Tile(
        label: words[.tileOwnerless],
        value: accounts.source.hasUsers ? context.countCell(counts.ownerless) : .text("–"),
        remark: words[.tileOwnerlessRemark]),
      Tile(
        label: words[.tileUnused], value: days == nil ? .text("–") : context.countCell(counts.unused),
        remark: days.map { words(.tileUnusedRemark, ["days": context.formats.integer($0)]) } ?? words[.fieldNotKept]),
      Tile(
        label: words[.tileInterference],
        value: accounts.source.hasEvents ? context.countCell(counts.interference) : .text("–"),
        remark: words[.tileInterferenceRemark], isAlert: counts.interference > 0),
    ]
  }
}
