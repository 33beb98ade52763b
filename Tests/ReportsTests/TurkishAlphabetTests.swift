import Testing

@testable import Reports

/// The order of names in tables.
@Suite struct TurkishAlphabetTests {
  @Test func `names stand as in a Turkish dictionary`() {
    let dictionary = [
      "2. Kullanıcı", "Ahmet", "ÂDEM", "Aydın", "Cahit", "Çağla", "Can", "Gül", "Ğ", "HALİL", "ILGAZ", "Ilgın",
      "ılgın a",
      "ILGIT", "İdil", "ilgin", "İLGİN A", "Jale", "Ozan", "Öykü", "Pınar", "Quentin", "Rüya", "Sezen", "Şükrü", "Ufuk",
      "Ülkü", "Veli", "Walter", "Xenia", "Yağmur", "Zeynep", "Żaneta", "Иван",
    ].sorted { TurkishAlphabet.sortText($0).utf8.lexicographicallyPrecedes(TurkishAlphabet.sortText($1).utf8) }
    #expect(
      dictionary == [
        "2. Kullanıcı", "ÂDEM", "Ahmet", "Aydın", "Cahit", "Can", "Çağla", "Gül", "Ğ", "HALİL", "ILGAZ", "Ilgın",
        "ılgın a",
        "ILGIT", "İdil", "ilgin", "İLGİN A", "Jale", "Ozan", "Öykü", "Pınar", "Quentin", "Rüya", "Sezen", "Şükrü",
        "Ufuk",
        "Ülkü", "Veli", "Walter", "Xenia", "Yağmur", "Żaneta", "Zeynep", "Иван",
      ])
  }

  @Test(arguments: [("g\u{306}", "ğ"), ("I\u{307}", "İ"), ("ALİ", "ali"), ("KÂR", "kar"), ("ISI", "ısı")])
  func `the same letters stand in the same place however they are written`(first: String, second: String) {
    #expect(TurkishAlphabet.sortText(first) == TurkishAlphabet.sortText(second))
  }

  @Test(arguments: [("ilgin", "ılgın"), ("ILGIN", "ilgin"), ("İ", "I"), ("c", "ç")])
  func `letters that differ stand apart`(first: String, second: String) {
    #expect(TurkishAlphabet.sortText(first) != TurkishAlphabet.sortText(second))
  }
}
