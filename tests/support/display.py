# SPDX-License-Identifier: GPL-3.0-or-later
"""A private headless display: Xorg with the dummy video and inputtest drivers, a window manager without bindings, an own
session bus with accessibility. Everything lives in one temporary folder and ends with close(). Two of them know nothing of
each other, and a package that is installed meanwhile changes nothing: GIO modules, settings, services of the bus, fonts and
sticks are named here."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

XORG = """\
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "DontVTSwitch" "true"
  Option "AllowMouseOpenFail" "true"
EndSection
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 262144
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5.0-1000.0
  VertRefresh 5.0-200.0
  Modeline "{w}x{h}" 200.0 {w} {w80} {w200} {w400} {h} {h1} {h4} {h30}
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "{w}x{h}"
    Virtual {w} {h}
  EndSubSection
EndSection
Section "InputDevice"
  Identifier "touch"
  Driver "inputtest"
  Option "SocketPath" "{folder}/touch.sock"
  Option "DeviceType" "Touch"
  Option "TouchCount" "10"
EndSection
Section "InputDevice"
  Identifier "pointer"
  Driver "inputtest"
  Option "SocketPath" "{folder}/pointer.sock"
  Option "DeviceType" "PointerAbsolute"
EndSection
Section "InputDevice"
  Identifier "keyboard"
  Driver "inputtest"
  Option "SocketPath" "{folder}/keyboard.sock"
  Option "DeviceType" "Keyboard"
  Option "XkbRules" "evdev"
EndSection
Section "ServerLayout"
  Identifier "layout"
  Screen "screen"
  InputDevice "keyboard" "CoreKeyboard"
  InputDevice "pointer" "CorePointer"
  InputDevice "touch" "SendCoreEvents"
EndSection
"""

OPENBOX = """\
<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew></focus><desktops><number>1</number></desktops><keyboard/><mouse/>
  <applications><application class="*"><decor>no</decor></application></applications>
</openbox_config>
"""

# The bus starts accessibility and nothing else.
BUS = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{folder}/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
SERVICE = "/usr/share/dbus-1/services/org.a11y.Bus.service"
# Its launcher does not start without the schemas of the desktop.
SCHEMAS = "/usr/share/glib-2.0/schemas/gschemas.compiled"
THEME = "/usr/share/themes/Clearlooks"  # openbox's own

# The fonts of fonts-noto-core, and those that fontconfig itself depends on, by fontconfig's own rules. The machine's cache is
# read while it fits to these folders.
FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts/truetype/noto</dir>
  <dir>/usr/share/fonts/truetype/dejavu</dir>
  {rules}
  <cachedir>/var/cache/fontconfig</cachedir>
  <cachedir>{folder}/fontconfig</cachedir>
  <config><rescan><int>0</int></rescan></config>
</fontconfig>
"""
FONT_RULES = ("10-hinting-slight", "10-yes-antialias", "11-lcdfilter-default", "40-nonlatin", "45-generic", "45-latin", "48-spacing",
              "49-sansserif", "60-generic", "60-latin", "65-nonlatin", "90-synthetic")


class Display:
    def __init__(self, width, height):
        self.width, self.height = width, height
        self.folder = tempfile.mkdtemp(prefix="tiltas-display-")
        os.chmod(self.folder, 0o700)
        self.processes = []
        self.environment = self._environment()
        try:
            self._start_bus()
            self._start_xorg()
            self._start_window_manager()
        except Exception:
            self.close()
            raise

    def _environment(self):
        """What programs on the display are told; all folders in it exist and are empty at first."""
        def folder(name):
            path = pathlib.Path(self.folder, name)
            path.mkdir()
            return str(path)
        fonts = pathlib.Path(self.folder, "fonts.conf")
        rules = "\n  ".join(f'<include ignore_missing="yes">/usr/share/fontconfig/conf.avail/{rule}.conf</include>' for rule in FONT_RULES)
        fonts.write_text(FONTS.format(folder=self.folder, rules=rules))
        kept = ("PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS")
        return {name: os.environ[name] for name in kept if name in os.environ} | {
            "HOME": folder("home"),
            "TMPDIR": folder("tmp"),
            "XDG_RUNTIME_DIR": self.folder,
            "XDG_CONFIG_DIRS": folder("config"),
            "XDG_DATA_DIRS": folder("data"),
            "GIO_MODULE_DIR": folder("gio"),
            "TILTAS_STICKS": folder("sticks"),
            "FONTCONFIG_FILE": str(fonts),
            "LANG": "C.UTF-8",
            "GSETTINGS_BACKEND": "memory",
            "GDK_BACKEND": "x11",
            "GSK_RENDERER": "cairo",
        }

    def _spawn(self, name, *command, **kwargs):
        """Ends with this process, however that ends: an Xorg whose input client is gone spins."""
        log = open(f"{self.folder}/{name}.log", "wb")
        process = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", *command], stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment, **kwargs)
        self.processes.append(process)
        return process

    def _wait(self, what, ready, seconds=120):
        end = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > end or self.processes[-1].poll() is not None:
                logs = "".join(p.read_text(errors="replace")[-2000:] for p in pathlib.Path(self.folder).glob("*.log"))
                raise RuntimeError(f"{what} did not come up\n{logs}")
            time.sleep(0.02)

    def _start_bus(self):
        socket, config = f"{self.folder}/bus", f"{self.folder}/bus.conf"
        pathlib.Path(config).write_text(BUS.format(folder=self.folder))
        os.makedirs(f"{self.folder}/services")
        shutil.copy(SERVICE, f"{self.folder}/services")
        os.makedirs(f"{self.folder}/data/glib-2.0/schemas")
        shutil.copy(SCHEMAS, f"{self.folder}/data/glib-2.0/schemas")
        self._spawn("bus", "dbus-daemon", f"--config-file={config}", "--nofork")
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={socket}"
        self._wait("the session bus", lambda: os.path.exists(socket))

    def _start_xorg(self):
        w, h = self.width, self.height
        config = f"{self.folder}/xorg.conf"
        pathlib.Path(config).write_text(XORG.format(
            folder=self.folder, w=w, h=h, w80=w + 80, w200=w + 200, w400=w + 400, h1=h + 1, h4=h + 4, h30=h + 30))
        os.makedirs(f"{self.folder}/xorg.d")
        read_end, write_end = os.pipe()
        self._spawn("xorg", "/usr/lib/xorg/Xorg", "-displayfd", str(write_end), "-config", config,
                    "-configdir", f"{self.folder}/xorg.d", "-logfile", f"{self.folder}/xorg-server.log",
                    "-noreset", "-nolisten", "tcp", "-novtswitch", "-sharevts", "vt7", pass_fds=[write_end])
        os.close(write_end)
        with os.fdopen(read_end) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError("Xorg did not start:\n" + pathlib.Path(f"{self.folder}/xorg-server.log").read_text()[-3000:])
        self.environment["DISPLAY"] = f":{number}"

    def _start_window_manager(self):
        config = f"{self.folder}/openbox.xml"
        pathlib.Path(config).write_text(OPENBOX)
        os.makedirs(f"{self.folder}/data/themes")
        os.symlink(THEME, f"{self.folder}/data/themes/Clearlooks")
        self._spawn("openbox", "openbox", "--sm-disable", "--config-file", config)

        def managed():
            found = subprocess.run(["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"], env=self.environment, capture_output=True, text=True)
            return "window id" in found.stdout
        self._wait("the window manager", managed)

    def screenshot(self, path):
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
        subprocess.run(["import", "-window", "root", "-silent", f"png:{path}"], env=self.environment, check=True)

    def close(self):
        for process in reversed(self.processes):
            process.terminate()
        for process in reversed(self.processes):
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
