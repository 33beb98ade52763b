import Files
import Support
import Testing

/// An archive of five documents and a backup, made once for a suite, of which each test attacks a copy.
struct SealedArchive: SuiteTrait, TestScoping {
  /// Where the archive was made.
  @TaskLocal static var made: Installation?

  @concurrent func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    let installation = try Self.install()
    try await Self.$made.withValue(installation) { try await function() }
  }

  static func install() throws -> Installation {
    let database = try TestServer.shared().makeDatabase(from: .efysEmpty)
    let installation = try Installation(on: database, settings: ["formats": "[pdf, xlsx, json, csv]"])
    for day in 4...7 { _ = try installation.issue("OTR", "2026-10-0\(day)") }
    _ = try installation.issue("GOR", "2026-10-07")
    #expect(try installation.run("backup", "create").status == 0)
    return installation
  }

  /// A copy of the archive, in a folder that lives as long as the copy.
  struct Copy {
    let folder: ScratchFolder
    let original: Installation

    init() throws {
      original = try #require(SealedArchive.made)
      folder = try ScratchFolder()
      _ = try Command.run("cp", "-a", original.archive, path)
    }

    var path: String { folder.path + "/archive" }

    /// The ledger's head, as it is printed.
    func head() throws -> String {
      let lines = try InputFile.text(path + "/ledger.jsonl").split(separator: "\n")
      let digest = try Command.run("sha256sum", input: String(try #require(lines.last))).output.prefix(64)
      return "\(lines.count):\(digest)"
    }

    /// Does something to the archive with a shell and Python.
    func attack(_ script: String) throws {
      let outcome = try Command.run(
        words: ["/usr/bin/python3", "-c", Self.tools + script], environment: ["LC_ALL": "C.UTF-8"], in: path)
      try #require(outcome.status == 0, "\(outcome.errors)")
    }

    /// What the program finds, line by line, and its exit status.
    func verify(_ words: String...) throws -> (status: Int32, lines: [String]) {
      let all = [Installation.program, "verify", path, "--locale", "en"] + words
      // Nobody's configuration: whoever looks at a copy has none.
      let outcome = try Command.run(
        words: all + ["--config", original.configuration], environment: ["HOME": folder.path])
      let lines = outcome.errors.split(separator: "\n").map { $0.dropFirst("tutanak: ".count) }
      return (outcome.status, lines.map { String($0) })
    }

    /// What the attacks are made with.
    private static let tools = #"""
      import base64, hashlib, json, os, shutil, subprocess
      def read(path): return open(path, "rb").read()
      def write(path, data):
          if isinstance(data, str): data = data.encode()
          open(path, "wb").write(data)
      def sha(data): return hashlib.sha256(data).hexdigest()
      def flip(path, at=None):
          data = bytearray(read(path))
          data[len(data) // 2 if at is None else at] ^= 1
          write(path, bytes(data))
      def package(number, code="OTR"): return f"2026/2026-{code}-{number:06d}"
      def lines(): return [json.loads(line) for line in read("ledger.jsonl").decode().splitlines()]
      def chain(entries):
          previous, out = "0" * 64, b""
          for index, entry in enumerate(entries):
              entry["sequence"], entry["previous"] = index + 1, previous
              line = json.dumps(entry, separators=(",", ":"), ensure_ascii=False).encode()
              previous, out = sha(line), out + line + b"\n"
          write("ledger.jsonl", out)
      def sign(folder, key=".state/seal.key", certificate=".state/seal.key"):
          subprocess.run(["openssl", "cms", "-sign", "-cades", "-binary", "-md", "sha256", "-outform", "DER",
                          "-in", folder + "/manifest.json", "-signer", certificate, "-inkey", key,
                          "-out", folder + "/manifest.p7s"], check=True)
      def relist(folder, drop=(), change=None):
          "Makes the lists of a package anew, from what lies there."
          manifest = json.loads(read(folder + "/manifest.json"))
          manifest["files"] = [f for f in manifest["files"] if f["path"] not in drop]
          for file in manifest["files"]:
              data = read(folder + "/" + file["path"])
              file["size"], file["sha256"] = len(data), sha(data)
          if change: change(manifest)
          write(folder + "/manifest.json", json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
          sums = [(f["sha256"], f["path"]) for f in manifest["files"]]
          sums.append((sha(read(folder + "/manifest.json")), "manifest.json"))
          write(folder + "/SHA256SUMS", "".join(f"{digest}  {path}\n" for digest, path in sums))
      def new_key():
          subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                          "-keyout", "../own.key", "-out", "../own.pem", "-days", "30", "-subj", "/CN=Nobody"],
                         check=True, capture_output=True)

      """#
  }
}
