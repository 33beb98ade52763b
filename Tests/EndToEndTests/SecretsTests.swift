import Files
import Foundation
import Glibc
import Support
import Testing

/// Passwords and keys: taken only from where they are safe, and never seen again.
@Suite struct SecretsTests {
  private static let settings: [String: String?] = ["formats": "[pdf, xlsx, csv, json]"]

  private static func install() throws -> Installation {
    try Installation(on: try TestServer.shared().makeDatabase(from: .efysSmall), settings: settings)
  }

  /// A password file in libpq's format for everything the reader connects to.
  private static func writePassfile(_ installation: Installation, mode: mode_t = 0o600) throws -> String {
    let path = try installation.folder.write("pass file", "*:*:*:*:\(TestRole.reader.password)\n")
    chmod(path, mode)
    return path
  }

  @Test(arguments: [
    ("host=127.0.0.1 password=kanarya13 user=u", "password"), ("postgres://u:kanarya13@127.0.0.1/efys", "password"),
    ("host=127.0.0.1 sslkey=/etc/key sslpassword=kanarya13", "sslpassword"),
  ])
  func `a password in the connection string is refused and not repeated`(connection: String, word: String) throws {
    let installation = try Self.install()
    try installation.configure(source: ["connection": "\"\(connection)\""])
    let place = "\(installation.configuration):3:17"
    for (language, message) in [
      ("tr", "bağlantı dizesinde parola olmaz (\(word)); ~/.pgpass, PGPASSFILE veya passfile kullanın"),
      ("en", "a connection string must not hold a password (\(word)); use ~/.pgpass, PGPASSFILE or passfile"),
    ] {
      let outcome = try installation.run("run", "nightly", "--locale", language)
      #expect(outcome.status == 78)
      #expect(outcome.errors == "tutanak: \(place): \(message)\n")
    }
  }

  @Test(arguments: ["kanarya13%", "kanarya13@x", "kanarya13/x", "12/kanarya13", "x@kanarya13", "kan%zzkanarya13"])
  func `a URL with a password that is not written as URLs have it shows none of it`(password: String) throws {
    let installation = try Self.install()
    try installation.configure(source: ["connection": nil])
    let url = "postgres://tutanak_reader:\(password)@127.0.0.1:\(installation.database.server.tcpPort)/efys"
    for words in [["config", "check"], ["run", "nightly", "--verbose"], ["source", "check", "--json"]] {
      let outcome = try installation.run(words: words + ["--locale", "en"], environment: ["DATABASE_URL": url])
      #expect(outcome.status == 78)
      #expect(outcome.errors.hasPrefix("tutanak: DATABASE_URL: the connection URL is not readable"))
      #expect(!(outcome.output + outcome.errors).contains("kan"), "\(outcome.errors)")
    }
    #expect(try Command.run("grep", "-rl", "kanarya13", installation.archive).output == "")
  }

  @Test func `options that libpq would repeat are not repeated`() throws {
    let installation = try Self.install()
    let file = try installation.folder.write("pg_service.conf", "[efys]\nhost=127.0.0.1\nkanarya13\n")
    let port = installation.database.server.tcpPort
    for (connection, variables) in [
      ("service=efys", ["PGSERVICEFILE": file]), ("service=kanarya13", ["PGSERVICEFILE": file]),
      ("host=127.0.0.1", ["PGPORT": "kanarya13"]), ("host=127.0.0.1 port=\(port) sslmode=kanarya13", [:]),
      ("host=127.0.0.1 port=\(port) keepalives_idle=kanarya13", [:]),
    ] {
      try installation.configure(source: ["connection": "\"\(connection)\""])
      let outcome = try installation.run(
        "run", "nightly", "--locale", "en", environment: variables.mapValues { Optional($0) })
      #expect(outcome.status == 78 || outcome.status == 69)
      #expect(!(outcome.output + outcome.errors).contains("kanarya13"), "\(connection): \(outcome.errors)")
    }
  }

  @Test func `a connection string that cannot be read is not repeated either`() throws {
    let installation = try Self.install()
    try installation.configure(source: ["connection": "\"host=127.0.0.1 pasword=kanarya13\""])
    let outcome = try installation.run("source", "check", "--locale", "en")
    #expect(outcome.status == 78)
    #expect(
      outcome.errors == "tutanak: \(installation.configuration):3:17: the connection string is not readable; "
        + "write it as libpq has it: host=… dbname=… user=…\n")
  }

  @Test(arguments: [0o644, 0o640, 0o602])
  func `a file with a secret that others may use is refused`(mode: Int) throws {
    let installation = try Self.install()
    let path = try Self.writePassfile(installation, mode: mode_t(mode))
    func check(_ place: String) throws {
      for (language, message) in [
        ("tr", "\(path) gizli bilgi içerir ama başkalarınca okunabilir; “chmod 600 \(path)” çalıştırın."),
        ("en", "\(path) holds a secret but others may read it; run “chmod 600 \(path)”."),
      ] {
        let outcome = try installation.run("config", "check", "--locale", language)
        #expect(outcome.status == 78)
        #expect(outcome.errors == "tutanak: \(installation.configuration):\(place): \(message)\n")
      }
    }
    try installation.configure(source: ["passfile": path])
    try check("4:15")
    try installation.configure(settings: ["mask_key": path])
    try check("6:11")
  }

  /// How the reader's password reaches the program.
  enum Way: CaseIterable {
    case passfile, variable, url, home
  }

  @Test(.timeLimit(.minutes(10)), arguments: Way.allCases)
  func `the password is in no argument, message, log or file`(way: Way) throws {
    let installation = try Self.install()
    let connection = installation.database.tcpConnection(as: .reader)
    var source: [String: String?] = ["connection": "\"\(connection)\""]
    var environment: [String: String?] = [:]
    switch way {
    case .passfile: source["passfile"] = "\"\(try Self.writePassfile(installation))\""
    case .variable: environment["PGPASSFILE"] = try Self.writePassfile(installation)
    case .home: rename(try Self.writePassfile(installation), installation.folder.path + "/.pgpass")
    case .url:
      source.updateValue(nil, forKey: "connection")
      let password = TestRole.reader.password.replacingOccurrences(of: " ", with: "%20")
      environment["DATABASE_URL"] =
        "postgres://tutanak_reader:\(password)@127.0.0.1:\(installation.database.server.tcpPort)/\(installation.database.name)"
    }
    try installation.configure(source: source, settings: Self.settings)
    let run = try installation.start("run", "nightly", "--verbose", environment: environment)
    var arguments: Set<String> = []
    while kill(run.identifier, 0) == 0, !Self.isZombie(run.identifier) {
      for process in installation.processes {
        if let bytes = try? InputFile.bytes("/proc/\(process)/cmdline") {
          arguments.insert(String(decoding: bytes, as: UTF8.self))
        }
      }
    }
    let outcome = try run.wait()
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(arguments.contains { $0.contains("pg_dump\0--format") })
    let secret = TestRole.reader.password
    #expect(!arguments.contains { $0.contains(secret) || $0.contains("parola") })
    #expect(!(outcome.output + outcome.errors).contains(secret))
    #expect(try Command.run("grep", "-rlF", secret, installation.archive).output == "")
    #expect(try !installation.package("OTR").says(secret))
  }

  private static func isZombie(_ process: Int32) -> Bool {
    let status = (try? InputFile.text("/proc/\(process)/stat")) ?? ") Z"
    return status.drop { $0 != ")" }.dropFirst(2).first == "Z"
  }
}
