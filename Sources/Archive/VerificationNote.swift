package import Files

/// `DOGRULAMA.txt`: how anybody checks a package with coreutils and OpenSSL alone, in Turkish and then in English.
///
/// Lines that begin with `$` are commands; a test carries them out as they stand.
package struct VerificationNote: Sendable {
  /// The name of the file.
  package static let fileName = "DOGRULAMA.txt"

  private let number: String
  private let certificateDigest: String
  private let ledgerHead: LedgerHead
  private let isStamped: Bool

  /// The note of a package; `isStamped` says whether a time stamp is asked for.
  package init(number: String, certificateDigest: String, ledgerHead: LedgerHead, isStamped: Bool) {
    (self.number, self.certificateDigest) = (number, certificateDigest)
    (self.ledgerHead, self.isStamped) = (ledgerHead, isStamped)
  }

  /// Writes it into a package's folder.
  package func write(into folder: String) throws(FileError) {
    var file = try OutputFile(at: folder + "/" + Self.fileName)
    try file.append(turkish + "\n" + Self.rule + "\n" + english)
    try file.commit()
  }

  private static let rule = String(repeating: "-", count: 80) + "\n"
  private static let sums = "$ sha256sum -c SHA256SUMS"
  private static let seal = """
    $ openssl cms -verify -binary -inform DER -in manifest.p7s -content manifest.json \
    -CAfile seal.pem -partial_chain -no_check_time -purpose any -out /dev/null
    """
  private static let fingerprint = "$ openssl x509 -in seal.pem -noout -fingerprint -sha256"
  private static let stampTime = "$ openssl ts -reply -in manifest.tsr -text"
  private static let stamp = """
    $ openssl ts -verify -data manifest.json -in manifest.tsr -CAfile tsa.pem -attime \
    $(date -u -d "$(openssl ts -reply -in manifest.tsr -text 2>/dev/null | grep '^Time stamp: ' | cut -c 13-)" +%s)
    """
  private var ledger: String {
    "$ head -n \(ledgerHead.sequence) ledger.jsonl | tail -n 1 | tr -d '\\n' | sha256sum"
  }

  private var turkish: String {
    """
    BELGE \(number): DOĞRULAMA

    Aşağıdaki denetimler Tutanak programı olmadan, yalnız coreutils ve OpenSSL ile bu klasörde yapılır.

    1. Dosyalar düzenlendiklerinden beri değişmemiş mi? Her satır "OK" ile bitmelidir:

    \(Self.sums)

    Listede olmayan dosyalar: SHA256SUMS, manifest.p7s\(isStamped ? ", manifest.tsr (ve varsa manifest.zd)" : ""). Bunların
    dışında listede olmayan bir dosya bu belgenin eki değildir.

    2. Listeyi bu anahtar mı mühürlemiş? "CMS Verification successful" yazmalıdır:

    \(Self.seal)

    3. Anahtar hangisi? Parmak izi, güvendiğiniz bir yerden bildiğiniz izle aynı olmalıdır: daha önce basılmış bir
    belgenin kapağı, arşivin keys/ klasörü ya da veri sorumlusunun beyanı. Bu belgedeki iz (iki nokta olmadan):
    \(certificateDigest)

    \(Self.fingerprint)

    Kendinden imzalı bir sertifika değişikliği gösterir; mühürleyenin kimliğini kanıtlamaz.

    \(isStamped ? turkishStamp : "4. Bu belge için zaman damgası istenmemiştir; zamana ilişkin nitelikli kanıt yoktur.")

    5. Arşivin defterindeki yeri: belge düzenlenmeye başlandığında defterin (ledger.jsonl) son satırı
    \(ledgerHead.sequence) numaralıydı ve özeti
    \(ledgerHead.digest)
    idi.\(ledgerHead.isOrigin ? " Yani defter henüz boştu.\n" : " Defter elinizdeyse:\n\n\(ledger)\n")
    """
  }

  private var turkishStamp: String {
    """
    4. Zaman damgası (RFC 3161), manifest.tsr dosyasındadır; bu dosya yoksa zaman damgası ALINAMAMIŞTIR. Damganın anı:

    \(Self.stampTime)

    Damga bu listenin mi ve tsa.pem sertifikasına mı dayanıyor? Damganın kendi anına göre denetlenir, bu yüzden damgayı
    verenin sertifikasının süresi dolduktan sonra da geçerlidir; "Verification: OK" yazmalıdır:

    \(Self.stamp)

    tsa.pem dosyasının damgayı verenin kendi kök sertifikası olduğunu onun yayımladığıyla karşılaştırın.
    """
  }

  private var english: String {
    """
    DOCUMENT \(number): VERIFICATION

    These checks need coreutils and OpenSSL alone, not the program Tutanak; carry them out in this folder.

    1. Are the files as they were issued? Every line must end with "OK":

    \(Self.sums)

    Not in the list are SHA256SUMS, manifest.p7s\(isStamped ? ", manifest.tsr (and manifest.zd, if there)" : ""). Any other file that it
    does not name is no annex of this document.

    2. Was the list sealed with this key? It must say "CMS Verification successful":

    \(Self.seal)

    3. Which key is it? The fingerprint must be the one you know from a place you trust: the cover of a document printed
    earlier, the archive's folder keys/, or the controller's word. The one of this document, without colons:
    \(certificateDigest)

    \(Self.fingerprint)

    A self-signed certificate shows changes; it does not prove who sealed.

    \(isStamped ? englishStamp : "4. No time stamp was asked for; there is no qualified evidence of time.")

    5. Its place in the archive's ledger: when the document began to be issued, the last line of the ledger (ledger.jsonl)
    was number \(ledgerHead.sequence), and its digest
    \(ledgerHead.digest)\(ledgerHead.isOrigin ? "\nthat is, the ledger was still empty.\n" : "\nIf you have the ledger:\n\n\(ledger)\n")
    """
  }

  private var englishStamp: String {
    """
    4. The time stamp (RFC 3161) is in manifest.tsr; if that file is not there, NO time stamp was obtained. Its moment:

    \(Self.stampTime)

    Is the stamp of this list, and does it lead to tsa.pem? It is checked as of its own moment, so it stays valid after
    the authority's certificate has expired; it must say "Verification: OK":

    \(Self.stamp)

    Compare tsa.pem with the root certificate that the authority itself publishes.
    """
  }
}
