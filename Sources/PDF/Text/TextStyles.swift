internal import Documents

/// The styles of a document, from the colours of its look.
struct TextStyles {
  let title, subtitle, heading, headingNote: TextStyle
  let body, emphasis, notice, coverNotice: TextStyle
  let label, value: TextStyle
  let tileValue, tileRemark: TextStyle
  let blockTitle, remark, axis, cellNumber: TextStyle
  let tableText, tableHeader: TextStyle
  let classification, number, runningFoot, pageNumber: TextStyle

  init(_ colours: Theme.Colours) {
    let (ink, muted) = (colours.ink, colours.muted)
    let white = Shade.white
    title = TextStyle(.bold, 19, leading: 23, ink)
    subtitle = TextStyle(.regular, 10.5, leading: 14, muted)
    heading = TextStyle(.bold, 12, leading: 15, ink)
    headingNote = TextStyle(.regular, 7.5, leading: 10, muted)
    body = TextStyle(.regular, 8.8, leading: 13, ink)
    emphasis = TextStyle(.bold, 8.8, leading: 13, ink)
    notice = TextStyle(.regular, 8.5, leading: 12, ink)
    coverNotice = TextStyle(.italic, 7, leading: 10, muted)
    label = TextStyle(.regular, 7.5, leading: 11, muted)
    value = TextStyle(.regular, 8, leading: 11, ink)
    tileValue = TextStyle(.bold, 15, leading: 19, ink)
    tileRemark = TextStyle(.regular, 6.5, leading: 8.5, muted)
    blockTitle = TextStyle(.bold, 8.8, leading: 12, ink)
    remark = TextStyle(.regular, 7, leading: 9.5, muted)
    axis = TextStyle(.regular, 6.3, leading: 8, muted)
    cellNumber = TextStyle(.regular, 6, leading: 8, ink)
    tableText = TextStyle(.regular, 7.5, leading: 9.8, ink)
    tableHeader = TextStyle(.bold, 7.2, leading: 9.4, white)
    classification = TextStyle(.bold, 7.5, leading: 10, colours.alert)
    number = TextStyle(.regular, 7.5, leading: 10, muted)
    runningFoot = TextStyle(.regular, 7, leading: 9.5, muted)
    pageNumber = TextStyle(.regular, 7, leading: 9.5, ink)
  }
}
