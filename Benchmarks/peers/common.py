"""What the peers in Python share: titles of columns, and the pages of the users with reportlab."""

MAX_ROWS = 1_048_575
SHEETS = ("Kullanıcılar", "Oturumlar", "Olaylar")
USERS = ["user_id", "kullanıcı", "ad soyad", "oturum", "toplam_sn", "ortanca_sn", "en_uzun_sn", "farklı_ip",
         "farklı_tarayıcı", "başarısız_giriş", "ilk_görülme", "son_görülme"]
SESSIONS = ["id", "user_id", "kullanıcı", "oturum_anahtarı", "ip", "tarayıcı", "başlangıç", "son_geçerlilik", "bitiş",
            "etkin", "süre_sn"]
EVENTS = ["id", "user_id", "kullanıcı", "olay", "ip", "ayrıntı", "zaman"]
PAGES = ["Kullanıcı", "Ad Soyad", "Oturum", "Toplam", "Ortanca", "En uzun", "IP", "Tarayıcı", "Başarısız", "İlk görülme",
         "Son görülme"]
WIDTHS = [115, 105, 45, 75, 60, 60, 35, 45, 50, 90, 90]
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def duration(seconds):
    if seconds is None:
        return ""
    seconds = int(seconds)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def texts(row):
    """A user's row, in the order of USERS, as its eleven texts."""
    times = [moment.strftime("%Y-%m-%d %H:%M") if moment else "" for moment in row[10:12]]
    return [row[1], row[2], str(row[3]), *map(duration, row[4:7]), *map(str, row[7:10]), *times]


def draw_pages(path, users, foot, rows=44):
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas
    pdfmetrics.registerFont(TTFont("font", FONT))
    font, widths = pdfmetrics.getFont("font"), {}
    left = [28 + sum(WIDTHS[:i]) for i in range(len(WIDTHS) + 1)]

    def width(text):
        if text not in widths:
            widths[text] = font.stringWidth(text, 6.5)
        return widths[text]

    canvas = Canvas(path, pagesize=(841.89, 595.28), pageCompression=1)
    count = -(-len(users) // rows)
    for number in range(count):
        canvas.setFillGray(0.85)
        canvas.rect(26, 562, 772, 11.5, stroke=0, fill=1)
        canvas.setFillGray(0)
        text = canvas.beginText()
        text.setFont("font", 6.5)
        y = 565
        for line in [PAGES] + [texts(row) for row in users[number * rows:(number + 1) * rows]]:
            for i, cell in enumerate(line):
                if cell:
                    text.setTextOrigin(left[i] if i < 2 or i > 8 or y == 565 else left[i + 1] - 6 - width(cell), y)
                    text.textOut(cell)
            y -= 11.5
        canvas.drawText(text)
        canvas.setFont("font", 6.5)
        canvas.drawRightString(798, 20, f"{foot} · Sayfa {number + 1} / {count}")
        canvas.showPage()
    canvas.save()
