import Intake
import Messages
import Support
import Testing

@Suite struct `A system's SELECT` {
  static let literals = ["from": "'F'", "to": "'T'", "zone": "'Z'"]

  /// The file's text, the SQL that is sent.
  static let texts: [(String, String)] = [
    ("SELECT :'from', :'to', :'zone'", "SELECT 'F', 'T', 'Z'"),
    ("SELECT a::text, b::'from'", "SELECT a::text, b::'from'"),
    ("SELECT ':''from''', x", "SELECT ':''from''', x"),
    ("SELECT 'it''s :x' || :'zone'", "SELECT 'it''s :x' || 'Z'"),
    ("SELECT \":'from'\"", "SELECT \":'from'\""),
    ("SELECT 1 -- :'from'\n, :'to'", "SELECT 1 -- :'from'\n, 'T'"),
    ("SELECT /* :'from' /* nested */ :'to' */ :'zone'", "SELECT /* :'from' /* nested */ :'to' */ 'Z'"),
    ("SELECT $$ :'from' $$, $tag$ $$ :'to' $tag$, :'to'", "SELECT $$ :'from' $$, $tag$ $$ :'to' $tag$, 'T'"),
    ("SELECT E'\\':\\'', :'from'", "SELECT E'\\':\\'', 'F'"), ("SELECT a[1:2], :'from';\n\n", "SELECT a[1:2], 'F'"),
    ("SELECT $1, :'from'", "SELECT $1, 'F'"),
    ("SELECT '\u{301}', :'from', '\u{301}:''to'", "SELECT '\u{301}', 'F', '\u{301}:''to'"),
    ("SELECT \"ş\u{301}\", :'to'", "SELECT \"ş\u{301}\", 'T'"),
    ("SELECT 1 -- \u{2028}:'from'\r\n, :'to'", "SELECT 1 -- \u{2028}:'from'\r\n, 'T'"),
    ("SELECT /*\u{301} :'from' */ :'to'", "SELECT /*\u{301} :'from' */ 'T'"),
    ("SELECT type'\\', :'from'", "SELECT type'\\', 'F'"), ("SELECT a$b$ :'from'", "SELECT a$b$ 'F'"),
    ("SELECT $ş$ :'from' $ş$", "SELECT $ş$ :'from' $ş$"), ("SELECT E'\\", "SELECT E'\\"),
    ("SELECT $a$ :'from'", "SELECT $a$ :'from'"),
  ]

  @Test(arguments: texts) func `is filled in where psql would fill it in`(_ text: String, _ sql: String) throws {
    #expect(try SQLFile(path: "s.sql", text: text).substituting(Self.literals) == sql)
  }

  @Test func `must know its placeholders`() {
    let error = #expect(throws: IntakeError.self) {
      try SQLFile(path: "s.sql", text: "SELECT 1,\n  :'form'").substituting(Self.literals)
    }
    #expect(error?.message[.en] == "s.sql:2: :'form' is unknown; there are: :'from', :'to', :'zone'.")
  }

  @Test func `must be one`() {
    let error = #expect(throws: IntakeError.self) {
      try SQLFile(path: "s.sql", text: "SELECT ';';\nDELETE FROM users;").substituting(Self.literals)
    }
    #expect(error?.line == 1)
    #expect(error?.message[.tr].contains("tek bir SELECT") == true)
  }

  @Test func `may be several for those who ask for statements`() throws {
    let text = "DELETE FROM a WHERE x = :'from'; -- one;\nUPDATE b SET c = ';', d = $$;$$ /* ; */ WHERE e = :'to';;\n"
    let statements = try SQLFile(path: "a.sql", text: text).statements(Self.literals)
    #expect(
      statements == [
        "DELETE FROM a WHERE x = 'F'", " -- one;\nUPDATE b SET c = ';', d = $$;$$ /* ; */ WHERE e = 'T'",
      ])
    #expect(throws: IntakeError.self) { try SQLFile(path: "a.sql", text: "SELECT :'me'").statements(Self.literals) }
  }

  @Test func `gives back the line a server's position lies on`() {
    let sql = "SELECT 1,\n  2,\n  nonsense"
    #expect(SQLFile.line(ofCharacter: 1, in: sql) == 1)
    #expect(SQLFile.line(ofCharacter: 10, in: sql) == 1)
    #expect(SQLFile.line(ofCharacter: 11, in: sql) == 2)
    #expect(SQLFile.line(ofCharacter: 20, in: sql) == 3)
    // The server counts characters of Unicode: a line end of two, and a letter with its mark.
    #expect(SQLFile.line(ofCharacter: 14, in: "SELECT 1,\r\n  e\u{301}\r\n") == 2)
    #expect(SQLFile.line(ofCharacter: 18, in: "SELECT 1,\r\n  e\u{301}\r\nx") == 3)
  }

  /// Whatever lies in a file: a placeholder that is filled in with itself changes nothing.
  @Test(arguments: Fuzzing.seeds(50)) func `is never changed elsewhere`(_ seed: Int) throws {
    var texts = HostileTexts(seed)
    for _ in 0..<40 {
      let text = texts.text() + ":'from'" + texts.text()
      let file = SQLFile(path: "s.sql", text: text)
      guard let sql = try? file.substituting(["from": ":'from'"]) else { continue }
      #expect(file.text.utf8.elementsEqual(sql.utf8), "\(text.debugDescription)")
    }
  }
}
