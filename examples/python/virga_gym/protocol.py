# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the simulator as a child process and exchanges frames with it; the site's page "Python" describes them."""

import os
import re
import shutil
import struct
import subprocess
import tempfile
import threading
import weakref
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .errors import ActionError, EpisodeError, InputError, VirgaError

MAGIC = b"VIRGAGYM"
VERSION = 1
OPEN, ADVANCE = 1, 2
HELLO, SPEC, STATE, ERROR = 16, 17, 18, 19
REST, STEP, RESET = 0, 1, 2
TERMINATED, TRUNCATED = 1, 2
INPUT, ACTION, ENDED = 1, 2, 3
LONGEST = 1 << 26
_HEADER = struct.Struct("<iB")
_PATIENCE = 5  # seconds for the simulator to end by itself


@dataclass(frozen=True)
class Spec:
    """Shapes and names of an environment."""

    agents: int
    components: tuple  # names, one for each number that an agent observes
    choices: tuple  # for each part of an action the names of its choices
    mask_size: int
    clock: str
    identity: dict

    @property
    def sizes(self):
        """Number of choices of each part of an action."""
        return tuple(len(part) for part in self.choices)

    def split(self, mask):
        """Cuts an agent's mask into part 0, as long as its choices, and for each further part a row for each choice of
        part 0."""
        first, *others = self.sizes
        parts, at = [mask[..., :first]], first
        for size in others:
            parts.append(mask[..., at : at + first * size].reshape(*mask.shape[:-1], first, size))
            at += first * size
        return parts


@dataclass(frozen=True)
class State:
    """All environments after a request: arrays with an entry for each environment, then for each agent."""

    observations: np.ndarray
    rewards: np.ndarray
    time: np.ndarray
    masks: np.ndarray
    terminated: np.ndarray
    truncated: np.ndarray


def find_jar(jar=None):
    """Finds virga.jar: as given, in the variable VIRGA_JAR, or where a checkout builds it."""
    named = jar if jar is not None else os.environ.get("VIRGA_JAR")
    built = Path(__file__).resolve().parents[2] / "target" / "virga.jar"
    path = Path(named) if named else built
    if not path.is_file():
        raise InputError(
            f"virga.jar must be built (examples/target/virga.jar), or be named by jar= or the variable VIRGA_JAR;"
            f" there is no file '{path}'"
        )
    return str(path)


def find_java(java=None):
    """Finds the command java: as given, in JAVA_HOME, or on the PATH."""
    if java is not None:
        return str(java)
    home = os.environ.get("JAVA_HOME")
    if home:
        return str(Path(home) / "bin" / ("java.exe" if os.name == "nt" else "java"))
    found = shutil.which("java")
    if found is None:
        raise InputError("java 17 or newer must be on the PATH, in JAVA_HOME or named by java=, was not found")
    return found


def words(settings):
    """Puts settings into the words of a command line."""
    result = []
    for key, value in settings.items():
        option = "--" + key.replace("_", "-")
        for one in value if isinstance(value, (list, tuple)) else [value]:
            if one is None or one is False:
                continue
            result.append(option)
            if one is not True:
                result.append(os.fspath(one) if isinstance(one, os.PathLike) else str(one))
    return result


def _text(text):
    data = text.encode("utf-8")
    return struct.pack("<i", len(data)) + data


def _end(process, errors):
    """Ends the simulator: it goes when its input ends."""
    try:
        process.stdin.close()
    except OSError:
        pass
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()
    errors.close()


_ALL = weakref.WeakSet()


def _leave():
    """Lets go, in a process that was forked off, of simulators that belong to its parent, so that they end when it does."""
    for simulator in _ALL:
        simulator.leave()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_leave)


class Simulator:
    """Environments of one kind in one JVM. Used by one thread at a time, in the process that made it."""

    def __init__(self, name, count, settings, jar=None, java=None):
        self._lock = threading.Lock()
        self._owner = os.getpid()
        command = [find_java(java), "-XX:+UseSerialGC", "-jar", find_jar(jar), "gym"]
        self._errors = tempfile.TemporaryFile()
        apart = (
            {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
            if os.name == "nt"
            else {"start_new_session": True}  # a Ctrl-C is Python's, which may want to save something first
        )
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, **apart
            )
        except OSError as problem:
            self._errors.close()
            raise InputError(f"'{command[0]}' cannot be started ({problem.strerror}); java= names another one") from None
        self._close = weakref.finalize(self, _end, self._process, self._errors)
        _ALL.add(self)
        try:
            self._greet()
            self.count = count
            request = struct.pack("<i", count) + _text(name)
            arguments = words(settings)
            request += struct.pack("<i", len(arguments)) + b"".join(map(_text, arguments))
            self.spec = self._spec(self._exchange(OPEN, request, SPEC))
        except BaseException:
            self.close()
            raise
        agents, width, size = self.spec.agents, len(self.spec.components), self.spec.mask_size
        doubles = count * agents * width, count * agents, count
        self._cuts = np.cumsum([8 * number for number in doubles] + [count * agents * size, count])

    def _greet(self):
        kind, hello = self._receive()
        if kind != HELLO or hello[: len(MAGIC)] != MAGIC:
            raise self._gone("does not speak virga_gym's protocol")
        (version,) = struct.unpack_from("<i", hello, len(MAGIC))
        if version != VERSION:
            raise self._gone(f"speaks version {version} of the protocol, version {VERSION} is needed")

    def _spec(self, payload):
        _, agents, width, mask_size, parts_of_identity, parts = struct.unpack_from("<6i", payload)
        sizes = struct.unpack_from(f"<{parts}i", payload, 24)
        at, texts = 24 + 4 * parts, []
        while at < len(payload):
            (length,) = struct.unpack_from("<i", payload, at)
            texts.append(payload[at + 4 : at + 4 + length].decode("utf-8"))
            at += 4 + length
        names = iter(texts)
        return Spec(
            agents=agents,
            components=tuple(next(names) for _ in range(width)),
            choices=tuple(tuple(next(names) for _ in range(size)) for size in sizes),
            mask_size=mask_size,
            clock=next(names),
            identity={next(names): next(names) for _ in range(parts_of_identity)},
        )

    def advance(self, commands, seeds, actions):
        """Lets each environment rest, step or begin anew; returns the state of all.

        commands: REST, STEP or RESET for each; seeds: where it is RESET; actions: 32-bit numbers, environment after
        environment, where it is STEP.
        """
        request = (
            np.asarray(seeds, dtype="<i8").tobytes()
            + np.asarray(actions, dtype="<i4").tobytes()
            + np.asarray(commands, dtype=np.uint8).tobytes()
        )
        payload = self._exchange(ADVANCE, request, STATE)
        cuts = self._cuts
        if len(payload) != cuts[-1]:
            self._fail(f"sent a state of {len(payload)} bytes, {cuts[-1]} were expected")
        numbers = np.frombuffer(payload, dtype="<f8", count=cuts[2] // 8)
        agents = self.spec.agents
        flags = np.frombuffer(payload, dtype=np.uint8, offset=cuts[3])
        return State(
            observations=numbers[: cuts[0] // 8].reshape(self.count, agents, -1),
            rewards=numbers[cuts[0] // 8 : cuts[1] // 8].reshape(self.count, agents),
            time=numbers[cuts[1] // 8 :],
            masks=np.frombuffer(payload, dtype=np.int8, offset=cuts[2], count=cuts[3] - cuts[2]).reshape(
                self.count, agents, -1
            ),
            terminated=(flags & TERMINATED).astype(bool),
            truncated=(flags & TRUNCATED).astype(bool),
        )

    def _exchange(self, kind, request, expected):
        if os.getpid() != self._owner:
            raise VirgaError("the environment belongs to another process; make it in the process that uses it")
        if not self._close.alive:
            raise VirgaError("the environment has been closed")
        if not self._lock.acquire(blocking=False):
            raise VirgaError("the environment is in use by another thread")
        try:
            try:
                self._process.stdin.write(_HEADER.pack(len(request), kind) + request)
                self._process.stdin.flush()
            except OSError:
                raise self._gone("has gone") from None
            answered, payload = self._receive()
            if answered == ERROR:
                self._raise(payload)
            if answered != expected:
                raise self._gone(f"answered with a frame of type {answered}")
            return payload
        except (InputError, ActionError, EpisodeError):
            raise
        except BaseException:
            # An answer may still be on its way: nothing that follows would fit.
            self.close()
            raise
        finally:
            self._lock.release()

    def _receive(self):
        length, kind = _HEADER.unpack(self._read(_HEADER.size))
        if not 0 <= length <= LONGEST:
            raise self._gone("does not speak virga_gym's protocol")
        return kind, self._read(length)

    def _read(self, length):
        data = self._process.stdout.read(length)
        if len(data) < length:
            raise self._gone("has gone")
        return data

    def _raise(self, payload):
        kind, environment, length = struct.unpack_from("<3i", payload)
        message = payload[12 : 12 + length].decode("utf-8")
        if kind == INPUT:  # settings go as options of a command line, and were keywords
            message = re.sub(r"(?<![^\s'])--([a-z]+(?:-[a-z]+)*)", lambda option: option[1].replace("-", "_"), message)
        if environment >= 0 and self.count > 1:
            message = f"environment {environment}: {message}"
        raise {INPUT: InputError, ACTION: ActionError, ENDED: EpisodeError}.get(kind, VirgaError)(message)

    def _gone(self, what):
        """Makes the error for a simulator that is of no use any more, with what it said last."""
        try:
            self._process.stdin.close()
        except OSError:
            pass
        try:
            code = self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "replace").strip()
        said = said if len(said) < 2000 else said[:1000] + " ... " + said[-1000:]
        return VirgaError(f"the simulator {what} (exit code {code})" + (f"; it said: {said}" if said else ""))

    def _fail(self, what):
        problem = self._gone(what)
        self.close()
        raise problem

    def close(self):
        """Ends the JVM; may be called again."""
        if os.getpid() == self._owner:
            self._close()

    def leave(self):
        """Closes this process's ends of the pipes of a simulator that another process goes on with."""
        self._close.detach()
        self._process.returncode = 0  # it is not this process's child
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                pipe.close()
            except OSError:
                pass
