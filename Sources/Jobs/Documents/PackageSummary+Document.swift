import Archive
import Documents
import Model

extension PackageSummary {
  /// What a document says at a glance; its title alone where it is not `quoted`.
  init(of document: Document, quoted: Bool) {
    let counts = document.summary["counts"]
    let findings = Severity.allCases.compactMap { severity in
      counts?["findings_\(severity.key)"].flatMap { Count($0) }.map { (severity.key, $0) }
    }
    self.init(
      title: document.identity.title,
      findings: quoted && !findings.isEmpty ? Dictionary(uniqueKeysWithValues: findings) : nil,
      statements: quoted
        ? document.cover.highlights.map { Statement(label: $0.label, text: $0.text, alert: $0.isAlert) } : nil)
  }
}
