import Support
import Testing

/// What somebody finds in a package who has a list of names, all addresses of a network and the method.
///
/// An independent program: it takes every run of hexadecimal digits out of every file and tries whatever could be below.
enum DictionaryAttack {
  /// How many digests of a package are found again.
  ///
  /// `findings` is the JSON copy of the same findings unmasked, which gives the attacker their rows; with a `key`, in
  /// hexadecimal digits, he computes the keyed digests too.
  static func found(
    in package: IssuedPackage, users: [String], findings: String, key: String = ""
  ) throws -> Int {
    let scratch = try ScratchFolder()
    let names = try scratch.write("users", users.joined(separator: "\n"))
    let outcome = try Command.run("/usr/bin/python3", "-c", script, package.folder, names, findings, key)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try #require(Int(outcome.output.split(separator: "\n").last ?? ""))
  }

  private static let script = #"""
    import hashlib, hmac, itertools, json, os, re, subprocess, sys, zipfile
    folder, users, findings, key = sys.argv[1:5]
    text = ""
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if name == "SHA256SUMS": continue
        if name.endswith(".pdf"):
            text += subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True).stdout + "\n"
            text += subprocess.run(["qpdf", "--qdf", path, "-"], capture_output=True).stdout.decode("latin1") + "\n"
        elif name.endswith(".xlsx"):
            with zipfile.ZipFile(path) as book:
                for entry in book.namelist(): text += book.read(entry).decode("utf-8", "replace") + "\n"
        else: text += open(path, encoding="utf-8", errors="replace").read() + "\n"
    tokens = set()
    for token in re.findall(r"[0-9a-f]{20,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", text):
        token = token.replace("-", "")
        tokens.add(token)
    # A run's identifier has two digits that say what kind of identifier it is.
    def mark(d): return d[:12] + "8" + d[13:16] + "a" + d[17:32]
    def forms(d): return {d, d[:20], d[:32], mark(d)}
    def framed(parts):
        return b"".join(len(p.encode()).to_bytes(8, "big") + p.encode() for p in parts)
    separators = ["\n", "", " ", ":", "|", ",", "\t", "\x00", "\x01"]
    def digests(parts):
        for s in separators:
            yield hashlib.sha256(s.join(parts).encode()).hexdigest()
            yield hashlib.sha256((s.join(parts) + "\n").encode()).hexdigest()
        yield hashlib.sha256(framed(parts)).hexdigest()
        yield hmac.new(bytes(32), framed(parts), "sha256").hexdigest()
        if key: yield hmac.new(bytes.fromhex(key), framed(parts), "sha256").hexdigest()
    accounts = open(users, encoding="utf-8").read().split("\n")
    people = accounts + ["name:" + a for a in accounts]
    addresses = ["198.51.100.%d" % n for n in range(256)]
    manifest = json.load(open(os.path.join(folder, "manifest.json")))
    def candidates():
        for one in people + addresses:
            yield [one]
            yield ["user", one]
        for f in json.load(open(findings))["findings"]:
            rule, branch, version = f["rule"], f["branch"] or "", str(f["version"])
            first, last = f["evidence"][0], f["evidence"][-1]
            for kind, keys in [("user", people), ("address", addresses), ("tenant", [""])]:
                for one in keys:
                    yield [rule + branch, version, one, first, last]
                    yield [rule, version, one, first, last]
                    yield [rule, branch, version, one, first, last]
                    yield ["finding", rule, branch, version, kind, one, first, last]
            # Short lists of rows are all printed.
            if f["evidence_count"] == len(f["evidence"]):
                yield f["evidence"]
                yield f["evidence"] + [""]
        period = manifest["period"]
        given = [manifest["document"], manifest["source"], period["from"], period["to"], manifest["as_of"],
                 manifest["mask"], manifest["language"]]
        choices = [[]] + [list(c) for n in (1, 2) for c in itertools.permutations(people, n)]
        for chosen in choices:
            yield given + ["person", manifest["os_user"], ""] + chosen
            yield ["run"] + given + ["person", manifest["os_user"], "", ""] + chosen
    hits = set()
    for parts in candidates():
        for digest in digests(parts):
            hits |= forms(digest) & tokens
    print(len(hits))
    """#
}
