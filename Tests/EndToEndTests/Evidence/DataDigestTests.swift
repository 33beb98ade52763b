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
    #expect(installation.allPackages.count == 5)
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

  /// Changes the workbook of a package in place; `change` sees `source` and `target`, the paths.
  private static func change(_ workbook: String, _ change: String) throws {
    let script = "import sys, zipfile, openpyxl\nsource, target = sys.argv[1:]\n" + change
    let outcome = try Command.run("/usr/bin/python3", "-W", "ignore", "-c", script, workbook, workbook + ".new")
    guard outcome.status == 0 else { throw ServerFailure(outcome.errors) }
    _ = try Command.run("mv", workbook + ".new", workbook)
  }

  /// What `verify --deep` finds in a folder.
  private static func findings(_ installation: Installation, _ folder: String) throws -> (Int32, [String], JSON) {
    let outcome = try installation.run("verify", folder, "--deep", "--json", "--locale", "en")
    let result = try JSON(text: outcome.output)
    return (outcome.status, result["verification"]["findings"].list.compactMap { $0["detail"]["en"].text }, result)
  }

  @Test func `verify --deep names sheet and row of what was changed in a workbook, wherever it lies`() throws {
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysSmall), settings: ["formats": "[xlsx, json]"])
    let package = try installation.issue("OTR", "2026-10-07")
    _ = try installation.issue("GOR", "2026-10-07")
    let (status, clean, result) = try Self.findings(installation, installation.archive)
    #expect(status == 0 && clean.isEmpty, "\(clean)")
    #expect(result["deep"]["compared"] == 2 && result["deep"]["not_compared"] == 0)

    let copy = installation.folder.path + "/copy"
    let workbook = "\(copy)/\(package.stem).xlsx"
    let edited = """
      book = openpyxl.load_workbook(source)
      sheet = book["Oturumlar"]
      sheet["B6"].value = "9999"
      sheet.delete_rows(9)
      book.save(target)
      """
    // An address in the file itself, with nothing else changed: the first of the sheet's rows with one.
    let raw = """
      import re
      with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
          names = re.findall(r'<sheet name="([^"]*)"', old.read("xl/workbook.xml").decode())
          part = "xl/worksheets/sheet%d.xml" % (names.index("Oturumlar") + 1)
          for name in old.namelist():
              data = old.read(name)
              if name == part: data = re.sub(rb'(<row r="5".*?<c r="C5"[^>]*>.*?<t[^>]*>)[^<]*', rb'\\1x', data, count=1)
              new.writestr(name, data)
      """
    let changed = "changed after it was issued (its SHA-256 or size differs)"
    let cases = [
      (
        edited,
        [
          changed, "sheet “Oturumlar”, row 6: it holds something else than was issued",
          "sheet “Oturumlar”, row 9: the row that was issued here is gone",
        ]
      ), (raw, [changed, "sheet “Oturumlar”, row 5: it holds something else than was issued"]),
      ("openpyxl.load_workbook(source).save(target)", [changed]),
      ("open(target, 'wb').write(b'PK')", [changed, "it is no sound workbook (ZIP)"]),
    ]
    for (change, expected) in cases {
      _ = try Command.run("rm", "-rf", copy)
      _ = try Command.run("cp", "-r", package.folder, copy)
      try Self.change(workbook, change)
      let (status, found, _) = try Self.findings(installation, copy)
      #expect(status == 6 && found == expected, "\(found)")
    }
  }
}
