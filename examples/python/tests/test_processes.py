# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator as a process: how it ends, what it refuses, and who may use it."""

import copy
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

import virga_gym
from virga_gym import InputError, VirgaError
from virga_gym.protocol import REST, find_jar

FAST = {"episode_length": 40}


class Processes(unittest.TestCase):
    def make(self, **settings):
        env = virga_gym.make("Virga/Ecsrl-v0", **FAST, **settings)
        self.addCleanup(env.close)
        return env

    def test_a_killed_simulator_is_an_error_and_no_hang(self):
        env = self.make()
        env.reset(seed=1)
        env._simulator._process.kill()
        env._simulator._process.wait()
        for _ in range(2):
            with self.assertRaises(VirgaError):
                env.step(0)

    def test_a_closed_environment_says_so_and_closes_again(self):
        env = self.make()
        env.close()
        env.close()
        self.assertIsNotNone(env._simulator._process.poll())
        with self.assertRaisesRegex(VirgaError, "has been closed"):
            env.reset()

    def test_two_environments_do_not_know_each_other(self):
        one, other = self.make(), self.make()
        one.reset(seed=1)
        alone = one.step(0)[0].tolist()
        one.reset(seed=1)
        other.reset(seed=2)
        for _ in range(5):
            other.step(0)
        self.assertEqual(alone, one.step(0)[0].tolist())

    def test_copies_and_pickles_begin_anew(self):
        env = self.make()
        env.reset(seed=1)
        expected = env.step(0)[0].tolist()
        for twin in (pickle.loads(pickle.dumps(env)), copy.deepcopy(env)):
            self.addCleanup(twin.close)
            self.assertNotEqual(env._simulator._process.pid, twin._simulator._process.pid)
            twin.reset(seed=1)
            self.assertEqual(expected, twin.step(0)[0].tolist())

    def test_missing_java_and_jar(self):
        with self.assertRaisesRegex(InputError, "'no-java' cannot be started"):
            virga_gym.make("Virga/Ecsrl-v0", java="no-java")
        with self.assertRaisesRegex(InputError, "there is no file 'no.jar'"):
            virga_gym.make("Virga/Ecsrl-v0", jar="no.jar")

    def test_a_wrong_jar_and_a_wrong_program(self):
        with tempfile.TemporaryDirectory() as folder:
            jar = Path(folder) / "wrong.jar"
            jar.write_bytes(b"PK")
            with self.assertRaisesRegex(VirgaError, r"has gone \(exit code 1\); it said: .*wrong\.jar"):
                virga_gym.make("Virga/Ecsrl-v0", jar=jar)
        if os.name == "posix":
            with self.assertRaisesRegex(VirgaError, "does not speak virga_gym's protocol"):
                virga_gym.make("Virga/Ecsrl-v0", java="/bin/echo")

    @unittest.skipUnless(os.name == "posix", "signals and processes are those of POSIX")
    def test_the_simulator_ends_with_python_however_that_ends(self):
        for ending in ("raise ValueError", "os.kill(os.getpid(), signal.SIGKILL)"):
            with self.subTest(ending):
                code = (
                    "import os, signal, virga_gym\n"
                    f"env = virga_gym.make('Virga/Ecsrl-v0', jar={find_jar()!r})\n"
                    "env.reset()\n"
                    "print(env._simulator._process.pid, flush=True)\n" + ending
                )
                folder = Path(__file__).resolve().parents[1]
                run = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, timeout=60)
                pid = int(run.stdout)
                for _ in range(100):
                    if not alive(pid):
                        break
                    time.sleep(0.1)
                self.assertFalse(alive(pid))

    @unittest.skipUnless(hasattr(os, "fork"), "there is no fork here")
    def test_a_forked_process_must_make_its_own(self):
        env = self.make()
        env.reset(seed=1)
        child = os.fork()
        if child == 0:
            code = 1
            try:
                env.step(0)
            except VirgaError as problem:
                code = 0 if "belongs to another process" in str(problem) else 2
            finally:
                os._exit(code)
        self.assertEqual(0, os.waitpid(child, 0)[1])
        env.step(0)

    @unittest.skipUnless(hasattr(os, "fork"), "there is no fork here")
    def test_a_forked_process_that_lives_on_does_not_keep_the_simulator(self):
        env = self.make()
        child = os.fork()
        if child == 0:
            time.sleep(60)
            os._exit(0)
        try:
            env.close()
            self.assertEqual(0, env._simulator._process.returncode, "it had to be killed")
        finally:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)

    def test_two_threads_at_once_are_refused(self):
        env = virga_gym.make_vec("Virga/Aset-v0", 4)
        self.addCleanup(env.close)
        env.reset(seed=1)
        refused = []

        def advance():
            try:
                env._simulator.advance([REST] * 4, [0] * 4, [0] * 4)
            except VirgaError as problem:
                refused.append(str(problem))

        with env._simulator._lock:
            thread = threading.Thread(target=advance)
            thread.start()
            thread.join()
        self.assertEqual(["the environment is in use by another thread"], refused)
        env.step([0] * 4)

    @unittest.skipUnless(os.name == "posix", "signals are those of POSIX")
    def test_an_interrupt_closes_the_environment(self):
        env = virga_gym.make_vec("Virga/Aset-v0", 16)
        self.addCleanup(env.close)
        env.reset(seed=1)
        # Where tests run in the background, shells leave interrupts ignored.
        self.addCleanup(signal.signal, signal.SIGINT, signal.signal(signal.SIGINT, signal.default_int_handler))
        timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
        end = time.monotonic() + 60
        with self.assertRaises(KeyboardInterrupt):
            timer.start()
            while time.monotonic() < end:
                env.step([0] * 16)
        with self.assertRaisesRegex(VirgaError, "has been closed"):
            env.step([0] * 16)


def alive(pid):
    """Tells whether a process runs; one that has ended and waits for its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
