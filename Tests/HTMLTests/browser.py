"""Opens a file in a real Chromium and does what a reader does; the tests' eyes and hands.

    browser.py PAGE [SCRIPT]    steps as a JSON array on standard input, what came of them as JSON on standard output

Steps: {"evaluate": SCRIPT}, {"click": SELECTOR}, {"type": SELECTOR, "text": TEXT}, {"choose": SELECTOR, "value": VALUE},
{"wait": SCRIPT} (until it is true), {"memory": true} (bytes of scripts and of the renderer), {"print": PATH}, {"picture": PATH, "width": PIXELS, "dark": BOOL, "media": "print",
"height": PIXELS}. SCRIPT runs before those of the page. The answer has the result of every step, and each dialog, console message, exception and request.
"""

import base64
import fcntl
import json
import os
import subprocess
import sys
import tempfile
import time

DEADLINE = 120

# So many browsers at a time, whoever starts them: more would only wait for each other.
TOGETHER = 2


class Browser:
    """A Chromium of one's own, spoken to through two pipes (the Chrome DevTools Protocol)."""

    def __init__(self, folder):
        read_end, write_end = os.pipe()
        answers_read, answers_write = os.pipe()
        # Chromium reads from descriptor 3 and writes to 4.
        launcher = (
            'import fcntl, os, sys; r, w = (fcntl.fcntl(int(n), fcntl.F_DUPFD, 10) for n in sys.argv[1:3]);'
            'os.dup2(r, 3); os.dup2(w, 4);'
            'os.execvp(sys.argv[3], sys.argv[3:])')
        self.process = subprocess.Popen(
            [sys.executable, "-c", launcher, str(read_end), str(answers_write), "chromium", "--headless=new",
             "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync",
             "--disable-component-update", "--disable-background-networking", "--disable-extensions",
             "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=" + folder, "--remote-debugging-pipe",
             "about:blank"],
            pass_fds=(read_end, answers_write), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, env={**os.environ, "HOME": folder})
        os.close(read_end)
        os.close(answers_write)
        self.writer = os.fdopen(write_end, "wb")
        self.reader = os.fdopen(answers_read, "rb")
        self.number = 0
        self.session = None
        self.events = []
        self.buffer = b""

    def read(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.reader.fileno(), 1 << 20)
            if not piece:
                raise SystemExit("Chromium went away")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def ask(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.writer.write(json.dumps(message).encode() + b"\0")
        self.writer.flush()
        wanted = self.number
        while True:
            answer = self.read()
            if answer.get("id") == wanted:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']['message']}")
                return answer["result"]
            if "method" in answer:
                self.take(answer)

    def take(self, event):
        self.events.append(event)
        if event["method"] == "Page.javascriptDialogOpening":
            self.number += 1
            self.writer.write(json.dumps({
                "id": self.number, "method": "Page.handleJavaScriptDialog", "params": {"accept": True},
                "sessionId": self.session}).encode() + b"\0")
            self.writer.flush()

    def open(self, address, before=""):
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.ask(domain + ".enable")
        self.ask("Page.addScriptToEvaluateOnNewDocument", source=before)
        failure = self.ask("Page.navigate", url=address).get("errorText")
        if failure:
            raise SystemExit(f"{address}: {failure}")
        self.wait("document.readyState === 'complete' && document.documentElement.dataset.ready === 'true'")

    def evaluate(self, script):
        result = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise SystemExit(script + ": " + json.dumps(result["exceptionDetails"])[:2000])
        return result["result"].get("value")

    def wait(self, script):
        end = time.monotonic() + DEADLINE
        while not self.evaluate(script):
            if time.monotonic() > end:
                raise SystemExit("waited in vain: " + script)
            time.sleep(0.02)

    def place(self, selector):
        return self.evaluate(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)}); e.scrollIntoView({{block: 'center'}});"
            " const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()")

    def click(self, selector):
        x, y = self.place(selector)
        for kind in ["mousePressed", "mouseReleased"]:
            self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, selector, text):
        self.evaluate(f"(() => {{ const e = document.querySelector({json.dumps(selector)}); e.focus(); e.select(); }})()")
        if text:
            self.ask("Input.insertText", text=text)
        else:
            self.ask("Input.dispatchKeyEvent", type="keyDown", key="Delete", code="Delete", windowsVirtualKeyCode=46)
        # The page waits for a pause in typing.
        time.sleep(0.25)

    def choose(self, selector, value):
        self.evaluate(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)}); e.value = {json.dumps(value)};"
            " e.dispatchEvent(new Event('input', {bubbles: true})); })()")
        time.sleep(0.25)

    def memory(self):
        """Bytes that scripts hold, and bytes of the process that draws which no other process shares."""
        self.ask("Performance.enable")
        metrics = {metric["name"]: metric["value"] for metric in self.ask("Performance.getMetrics")["metrics"]}
        return {"heap": metrics["JSHeapUsedSize"], "renderer": max(map(private_bytes, renderers(self.process.pid)))}

    def picture(self, path, width, dark, media, height):
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", media=media, features=[scheme])
        data = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=False)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def paper(self, path):
        data = self.ask("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def close(self):
        try:
            self.session = None
            self.ask("Browser.close")
        except (SystemExit, OSError):
            self.process.kill()
        self.process.wait(timeout=DEADLINE)


def renderers(browser):
    """The processes below a browser that draw pages."""
    parents, drawing = {}, []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as file:
                parents[int(name)] = int(file.read().rsplit(")", 1)[1].split()[1])
            with open(f"/proc/{name}/cmdline") as file:
                if "--type=renderer" in file.read():
                    drawing.append(int(name))
        except OSError:
            continue  # it has ended

    def is_below(process):
        while process in parents and process != browser:
            process = parents[process]
        return process == browser
    return [process for process in drawing if is_below(process)]


def private_bytes(process):
    with open(f"/proc/{process}/smaps_rollup") as file:
        return sum(int(line.split()[1]) << 10 for line in file if line.startswith("Private_"))


def seen(events):
    """What the page did that a reader would not want: dialogs, messages, exceptions, requests."""
    dialogs, messages, requests = [], [], []
    for event in events:
        parameters = event.get("params", {})
        match event["method"]:
            case "Page.javascriptDialogOpening":
                dialogs.append(parameters["message"])
            case "Runtime.consoleAPICalled":
                messages.append(str([part.get("value") for part in parameters["args"]]))
            case "Runtime.exceptionThrown":
                messages.append(parameters["exceptionDetails"].get("text", "?"))
            case "Log.entryAdded":
                messages.append(parameters["entry"]["text"])
            case "Network.requestWillBeSent":
                requests.append(parameters["request"]["url"][:200])
    return {"dialogs": dialogs, "messages": messages, "requests": requests}


def step(browser, what):
    match what:
        case {"evaluate": script}:
            return browser.evaluate(script)
        case {"click": selector}:
            return browser.click(selector)
        case {"type": selector, "text": text}:
            return browser.type(selector, text)
        case {"choose": selector, "value": value}:
            return browser.choose(selector, value)
        case {"wait": script}:
            return browser.wait(script)
        case {"memory": True}:
            return browser.memory()
        case {"print": path}:
            return browser.paper(path)
        case {"picture": path, "width": width}:
            return browser.picture(path, width, what.get("dark", False), what.get("media", ""),
                                   what.get("height", 900))
    raise SystemExit(f"no step: {what}")


def main():
    address = "file://" + os.path.abspath(sys.argv[1]) if "://" not in sys.argv[1] else sys.argv[1]
    steps = json.load(sys.stdin)
    turn = open(os.path.join(tempfile.gettempdir(), f"tutanak-browser-{os.getuid()}-{os.getpid() % TOGETHER}"), "w")
    fcntl.flock(turn, fcntl.LOCK_EX)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Browser(folder)
        try:
            browser.open(address, *sys.argv[2:3])
            results = [step(browser, what) for what in steps]
            browser.evaluate("1")
            answer = {"results": results, **seen(browser.events)}
        finally:
            browser.close()
    json.dump(answer, sys.stdout, ensure_ascii=False)


main()
