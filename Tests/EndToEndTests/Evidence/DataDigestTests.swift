import Files
import Foundation
import Support
import Testing

/// The data digest: one for the same rows, in every file of a document, and computed again from the workbook by others.
@Suite struct DataDigestTests {
  /// The digest computed as docs/domain/data-digest.md says, by another program from the workbook and the manifest.
  private static func recomputed(_ package: IssuedPackage) throws -> String {
    let script = """
      import datetime, hashlib, json, math, sys, openpyxl, openpyxl.worksheet._reader as reader
      reader.from_excel = lambda value, *more, timedelta=False: value
      folder, book = sys.argv[1], openpyxl.load_workbook(sys.argv[2])
      units = {"integer": 1, "date": 1, "moment": 86400, "share": 1000000}
      sha = lambda data: hashlib.sha256(data)
      def netstring(text):
          data = text.encode()
          return str(len(data)).encode() + b":" + data + b","
      def cell(value, kind):
          if value is None: return netstring("")
          if isinstance(value, str): return netstring("t" + value)
          if kind == "duration": return netstring("n%d" % round(round(value * 86_400_000_000) / 1000))
          return netstring("n%d" % math.floor(value * units[kind] + 0.5))
      whole = "tutanak-data-1\\n"
      for table in json.load(open(folder + "/manifest.json"))["data_tables"]:
          columns = table["columns"]
          head = [table["table"]] + [word for column in columns for word in (column["id"], column["kind"])]
          digest = sha(sha(b"".join(map(netstring, head))).digest())
          for sheet in table["sheets"]:
              rows = list(book[sheet["name"]].iter_rows(min_row=2, max_col=len(columns), values_only=True))
              for row in rows[:sheet["rows"]]:
                  digest.update(sha(b"".join(cell(v, c["kind"]) for v, c in zip(row, columns))).digest())
          whole += digest.hexdigest() + "\\n"
      print(sha(whole.encode()).hexdigest())
      """
    let outcome = try Command.run(
      "/usr/bin/python3", "-W", "ignore", "-c", script, package.folder, package.path(".xlsx"))
    guard outcome.status == 0 else { throw ServerFailure(outcome.errors) }
    return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test(arguments: ["M1", "M3"])
  func `every file of a night's documents says the same, and others compute it from the workbook`(mask: String) throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    let installation = try Installation(on: database, settings: ["mask": mask])
    #expect(try installation.run("run", "nightly").status == 0)
    #expect(installation.allPackages.count == 4)
    for package in installation.allPackages {
      guard let digest = try package.manifest()["data_sha256"].text else {
        // At M3 the record of sessions has no table but its words: a dash, and no digest of nothing.
        #expect(mask == "M3" && package.stem.contains("OTR"), "\(package.stem)")
        #expect(try package.json()["document"]["data_sha256"] == .null)
        #expect(try package.says("Veri özeti (SHA-256) –"))
        continue
      }
      #expect(digest.count == 64, "\(package.stem)")
      #expect(try package.json()["document"]["data_sha256"].text == digest, "\(package.stem)")
      #expect(try Self.recomputed(package) == digest, "\(package.stem)")
      let pages = try Command.run("pdftotext", "-raw", package.path(".pdf"), "-").output.filter { !$0.isWhitespace }
      #expect(pages.contains(digest), "\(package.stem)")
      #expect(try package.sheet("Kapak").joined().contains { $0.text == digest }, "\(package.stem)")
    }
  }

  @Test func `neither number, edition, moment nor files change it, a row does`() throws {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall))
    func digest(_ package: IssuedPackage) throws -> String { try package.manifest()["data_sha256"].text ?? "" }
    let first = try digest(installation.issue("OTR", "2026-10-07"))
    #expect(first.count == 64)
    let edition = try installation.issue(
      "OTR", "2026-10-07", "--reissue", "2026/OTR-000001", "--reason", "yeniden", asOf: "2026-10-09T02:15:00+03:00")
    #expect(try edition.json()["document"]["edition"] == 2)
    _ = try installation.issue("GOR", "2026-10-07")
    for formats in ["[json]", "[pdf]", "[json, xlsx, csv]"] {
      try installation.configure(settings: ["formats": formats])
      let package = try installation.issue("OTR", "2026-10-07")
      #expect(try digest(package) == first, "\(formats)")
      #expect(package.files.contains(package.stem + "-rows.txt") == formats.contains("xlsx"))
    }
    try installation.database.execute(
      """
      UPDATE sessions SET ip_address = '192.0.2.77'
        WHERE id = (SELECT min(id) FROM sessions WHERE created_at > '2026-10-07 12:00')
      """)
    #expect(try digest(installation.issue("OTR", "2026-10-07")) != first)
  }
}
