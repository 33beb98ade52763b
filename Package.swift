// swift-tools-version: 6.2
import PackageDescription

/// A room of the program: one target, one verb.
///
/// What it may import is what stands here and nothing else; `make test` builds with
/// `--explicit-target-dependency-import-check error`.
func room(
  _ name: String, imports rooms: [String] = [], libraries: [Target.Dependency] = [], embedding files: [String] = []
) -> Target {
  .target(
    name: name, dependencies: rooms.map { .byName(name: $0) } + libraries, resources: files.map { .embedInCode($0) })
}

/// The tests of a room, in a folder that mirrors it.
func tests(of name: String, with rooms: [String] = []) -> Target {
  .testTarget(name: name + "Tests", dependencies: ([name, "Support"] + rooms).map { .byName(name: $0) })
}

func library(_ name: String, package: String) -> Target.Dependency { .product(name: name, package: package) }

let heap = library("HeapModule", package: "swift-collections")
let yams = library("Yams", package: "Yams")
let subprocess = library("Subprocess", package: "swift-subprocess")
let systemPackage = library("SystemPackage", package: "swift-system")
let argumentParser = library("ArgumentParser", package: "swift-argument-parser")
let logging = library("Logging", package: "swift-log")

/// How `make` has the program linked: with Swift's libraries inside, see packaging/static-libraries.
let linking = (Context.environment["TUTANAK_LINKING"] ?? "").split(separator: " ").map(String.init)

let package = Package(
  name: "tutanak",
  products: [.executable(name: "tutanak", targets: ["tutanak"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2", traits: []),
  ],
  targets: [
    // C libraries made importable; each has one importer.
    .systemLibrary(name: "CLibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CHiredis", providers: [.apt(["libhiredis-dev"])]),
    .systemLibrary(name: "CXlsxWriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CHaru", providers: [.apt(["libhpdf-dev"])]),
    .systemLibrary(name: "CFreeType", pkgConfig: "freetype2", providers: [.apt(["libfreetype-dev"])]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CKernelClock"),
    .systemLibrary(name: "CMemoryFile"),
    .systemLibrary(name: "CMaxMindDB", providers: [.apt(["libmaxminddb-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CISAL", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
    .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),

    // The conveyor, in the order a row walks it.
    room("Messages"),
    room("Model", imports: ["Messages"]),
    room("Settings", imports: ["Files", "Messages"], libraries: [yams]),
    room("Files", imports: ["CMemoryFile", "Messages"]),
    room("Postgres", imports: ["CLibpq", "Messages"]),
    room("Redis", imports: ["CHiredis", "Messages"]),
    room("Intake", imports: ["Files", "Messages", "Model", "Postgres", "Redis", "Settings"]),
    room("Capture", imports: ["Intake", "Messages", "Model", "Settings"]),
    room("Records", imports: ["Files", "Messages", "Model"]),
    room("Analysis", imports: ["Files", "Messages", "Model", "Records"], libraries: [heap]),
    room("Geography", imports: ["CMaxMindDB", "Messages", "Model"]),
    room("Documents", imports: ["Files", "Model", "Records"]),
    room("Reports", imports: ["Analysis", "Documents", "Files", "Messages", "Model", "Records", "Settings"]),
    room("Compression", imports: ["CISAL", "CZlib"]),
    room(
      "Excel",
      imports: [
        "CDeflate", "CXlsxWriter", "Compression", "Documents", "Evidence", "Files", "Messages", "Model", "Records",
      ]),
    room(
      "HTML", imports: ["Compression", "Documents", "Evidence", "Files", "Messages", "Model", "Records"],
      embedding: ["page.css", "page.js"]),
    room("PDF", imports: ["CFreeType", "CHaru", "Documents", "Files", "Messages", "Model", "Records"]),
    room("Text", imports: ["Documents", "Files", "Messages", "Model", "Records"]),
    room("Evidence", imports: ["COpenSSL", "Files", "Messages", "Model"]),
    room("Archive", imports: ["Documents", "Evidence", "Files", "Messages", "Model"]),
    room(
      "Backups", imports: ["Evidence", "Files", "Messages", "Model", "Settings"],
      libraries: [subprocess, systemPackage]),
    room("Delivery", imports: ["CCurl", "Evidence", "Files", "Messages", "Settings"]),
    room("Schedules", imports: ["Messages", "Model", "Settings"]),
    room(
      "Jobs",
      imports: [
        "Analysis", "Archive", "Backups", "CKernelClock", "Capture",
        "Delivery", "Documents", "Evidence", "Excel", "Files", "Geography",
        "HTML", "Intake",
        "Messages", "Model",
        "PDF", "Records", "Reports", "Schedules", "Settings", "Text",
      ],
      libraries: [logging]),
    .executableTarget(
      name: "tutanak",
      dependencies: ["Documents", "Files", "Jobs", "Messages", "Model", "Reports", argumentParser, logging],
      linkerSettings: linking.isEmpty ? [] : [.unsafeFlags(linking)]),

    // What tests share: a real PostgreSQL, scratch folders, child processes, sample documents.
    .target(
      name: "Support", dependencies: ["Documents", "Files", "Model", "Records", "Postgres"], path: "Tests/Support"),
    tests(of: "Messages"),
    tests(of: "Model", with: ["Files", "Messages"]),
    tests(of: "Settings", with: ["Messages"]),
    tests(of: "Files", with: ["Messages"]),
    tests(of: "Postgres", with: ["Messages"]),
    tests(of: "Redis", with: ["Messages"]),
    tests(of: "Intake", with: ["Messages", "Model", "Postgres", "Settings"]),
    tests(of: "Analysis", with: ["Files", "Messages", "Model", "Reports"]),
    tests(of: "Geography", with: ["Messages", "Model"]),
    tests(of: "Records", with: ["Files", "Model"]),
    tests(of: "Documents", with: ["Files", "Model", "Records"]),
    tests(of: "Reports", with: ["Analysis", "Documents", "Files", "Messages", "Model", "Records"]),
    .testTarget(
      name: "ExcelTests",
      dependencies: ["Compression", "Documents", "Excel", "Files", "Messages", "Model", "Records", "Support"],
      exclude: ["workbook.py"]),
    tests(of: "Compression"),
    .testTarget(
      name: "HTMLTests", dependencies: ["Documents", "Files", "HTML", "Model", "Records", "Support"],
      exclude: ["browser.py", "blocks.py"]),
    tests(of: "PDF", with: ["Documents", "Files", "Model", "Records"]),
    tests(of: "Text", with: ["Documents", "Files", "Model", "Records"]),
    tests(of: "Evidence", with: ["Files", "Messages", "Model"]),
    tests(of: "Archive", with: ["Documents", "Files", "Messages", "Model"]),
    tests(of: "Backups", with: ["Files", "Messages", "Model", "Settings"]),
    tests(of: "Delivery", with: ["Evidence", "Files", "Messages", "Settings"]),
    tests(of: "Schedules", with: ["Messages", "Model"]),
    tests(of: "Jobs", with: ["Files", "Messages", "Model", "Reports"]),
    // The built program against real servers, and the repository read as data.
    .testTarget(
      name: "EndToEndTests", dependencies: ["Model", "Support", "tutanak"],
      exclude: ["nights.py", "honeypot.sql", "mail-tenant.sql"]),
    .testTarget(name: "TidyTests", dependencies: ["Jobs", "Support"]),
  ]
)

/// Rooms that touch raw memory because a C library or a file descriptor hands it to them.
///
/// Every other room is compiled with strict memory safety.
let unsafeRooms: Set<String> = [
  "Compression", "Delivery", "Excel", "Evidence", "Files", "Geography", "PDF", "Postgres", "Redis",
]

for target in package.targets where target.type != .system {
  var settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
  ]
  if target.type != .test, target.name != "Support", !unsafeRooms.contains(target.name) {
    settings.append(.strictMemorySafety())
  }
  if target.type == .test || target.name == "Support" {
    // `make test` optimises what is tested; optimising the tests would take longer than they do.
    settings.append(.unsafeFlags(["-Onone"], .when(configuration: .release)))
  } else {
    // A row passes through eight rooms (docs/decisions/0066-public-lower-rooms.md).
    settings.append(.unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)))
  }
  target.swiftSettings = settings
}
