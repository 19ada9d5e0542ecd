# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of virga_gym; python3 -m unittest discover -s tests in examples/python, with virga.jar built."""

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
import warnings
from pathlib import Path

import numpy as np

import virga_gym
from virga_gym import ActionError, EpisodeError, InputError, VirgaError
from virga_gym.protocol import RESET, REST, STEP, Simulator, find_jar, words
from virga_gym.spaces import HAS_GYMNASIUM, draw

TRACES = Path(__file__).resolve().parents[2] / "target" / "gym"
FAST = {"episode_length": 40}
IDS = list(virga_gym.IDS)

try:
    import pettingzoo  # noqa: F401

    HAS_PETTINGZOO = True
except ImportError:
    HAS_PETTINGZOO = False


class TracesOfJava(unittest.TestCase):
    def test_every_number_is_that_of_java_bit_by_bit(self):
        traces = sorted(TRACES.glob("*.trace"))
        if not traces:
            self.skipTest(f"the Java tests have not left traces in {TRACES}")
        for trace in traces:
            with self.subTest(trace.name):
                self._replay(trace.read_text().splitlines())

    def _replay(self, lines):
        name, *options = lines[0].split()
        settings = {key[2:].replace("-", "_"): value for key, value in zip(options[::2], options[1::2])}
        simulator = Simulator(name, 1, settings)
        try:
            self.assertGreater(len(lines), 10)
            for request, answer in zip(lines[1::2], lines[2::2]):
                what, *numbers = request.split()
                flags, mask, *bits = answer.split()
                if what == "reset":
                    size = simulator.spec.agents * len(simulator.spec.choices)
                    state = simulator.advance([RESET], [int(numbers[0])], [0] * size)
                else:
                    state = simulator.advance([STEP], [0], [int(number) for number in numbers])
                seen = np.concatenate([state.observations.reshape(-1), state.rewards.reshape(-1), state.time])
                self.assertEqual([int(one, 16) for one in bits], seen.view("<u8").tolist())
                self.assertEqual(mask, "".join(map(str, state.masks.reshape(-1))))
                self.assertEqual(int(flags), int(state.terminated[0]) + 2 * int(state.truncated[0]))
        finally:
            simulator.close()


class OneEnvironment(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.env = virga_gym.make("Virga/Ecsrl-v0", render_mode="ansi", strict=True, **FAST)

    @classmethod
    def tearDownClass(cls):
        cls.env.close()

    def episode(self, seed, steps=30):
        seen, info = self.env.reset(seed=seed)
        self.env.action_space.seed(5)
        result = [(seen.tolist(), info["seed"])]
        for _ in range(steps):
            seen, reward, _, _, info = self.env.step(self.env.action_space.sample())
            result.append((seen.tolist(), reward, info["time"], info["action_mask"].tolist()))
        return result

    def test_seeds_fix_everything_in_mid_episode_too(self):
        first = self.episode(3)
        self.assertNotEqual(first, self.episode(4))
        self.assertEqual(first, self.episode(3))

    def test_without_a_seed_the_next_one_is_drawn(self):
        def after(seed):
            self.env.reset(seed=seed)
            return [self.env.reset()[1]["seed"] for _ in range(3)]

        self.assertEqual(after(3), after(3))
        self.assertEqual(3, len(set(after(3))))
        self.assertNotEqual(after(3), after(4))

    def test_bad_seeds_are_refused(self):
        for seed in (-1, 2**63, 1.5, "1", True):
            with self.assertRaisesRegex(InputError, "seed must be a whole number"):
                self.env.reset(seed=seed)
        self.env.reset(seed=2**63 - 1)
        self.env.reset(seed=np.int32(3))

    def test_bad_actions_are_refused_and_change_nothing(self):
        self.env.reset(seed=1)
        before = self.env.render()
        for action in (1.0, "cloud", None, np.float32(1), [0, 1], np.zeros((2, 2), int), 2**40, True):
            with self.assertRaises(ActionError, msg=repr(action)):
                self.env.step(action)
        for action in (-1, 4, 99):
            with self.assertRaisesRegex(ActionError, f"must be between 0 and 3, was {action}"):
                self.env.step(action)
        self.assertEqual(before, self.env.render())
        self.env.step(np.array([1]))

    def test_text(self):
        self.env.reset(seed=11)
        text = self.env.render()
        self.assertTrue(text.startswith("ecsrl, seed 11, time 0"), text)
        self.assertIn("rate of requests", text)
        self.assertIn("may choose: ", text)
        with self.assertRaisesRegex(InputError, "render_mode must be"):
            virga_gym.make("Virga/Ecsrl-v0", render_mode="human")


class Masks(unittest.TestCase):
    def test_strict_environments_refuse_what_is_masked(self):
        env = virga_gym.make("Virga/Elastic-v0", strict=True)
        try:
            _, info = env.reset(seed=1)
            taken = np.zeros(9, dtype=int)
            taken[0] = 10
            self.assertEqual(0, info["action_mask"][0, 10])
            with self.assertRaisesRegex(ActionError, r"action of agent 0, part 0: 'pending 9' \(10\) is not allowed now"):
                env.step(taken)
        finally:
            env.close()

    def test_else_the_first_allowed_choice_is_taken_and_said(self):
        env = virga_gym.make("Virga/Elastic-v0")
        try:
            env.reset(seed=1)
            masked = np.zeros(9, dtype=int)
            masked[3] = 10
            ours = env.step(masked)
            self.assertEqual([False, True, False], ours[4]["replaced"].tolist())
            env.reset(seed=1)
            nothing = env.step(np.zeros(9, dtype=int))
            self.assertFalse(nothing[4]["replaced"].any())
            self.assertEqual(nothing[0].tolist(), ours[0].tolist())
            with self.assertRaises(ActionError):
                env.step(np.full(9, 99))
        finally:
            env.close()

    def test_samples_keep_to_the_mask(self):
        for id in IDS[1:]:
            env = virga_gym.make(id, strict=True)
            try:
                env.reset(seed=2)
                for _ in range(200):
                    _, _, terminated, truncated, _ = env.step(env.action_space.sample())
                    if terminated or truncated:
                        env.reset()
            finally:
                env.close()

    def test_a_mask_is_cut_into_parts(self):
        env = virga_gym.make("Virga/Elastic-v0")
        try:
            _, info = env.reset(seed=1)
            slots, cpus, gpus = env.virga.split(info["action_mask"][0])
            self.assertEqual(((11,), (11, 17), (11, 17)), (slots.shape, cpus.shape, gpus.shape))
            self.assertEqual([0], np.flatnonzero(cpus[0]).tolist())
            only = np.zeros_like(info["action_mask"])
            only[:, [0, 11, 11 + 11 * 17]] = 1
            self.assertEqual([0] * 9, env.action_space.sample(only).tolist(), "a mask of the user's own")
            slot = np.flatnonzero(slots)[-1]
            self.assertEqual(list(range(2, 17)), np.flatnonzero(cpus[slot]).tolist())
            self.assertEqual(list(range(1, 17)), np.flatnonzero(gpus[slot]).tolist())
        finally:
            env.close()


class ManyEnvironments(unittest.TestCase):
    def test_are_as_many_single_ones_in_one_process(self):
        for id in IDS[1:]:
            with self.subTest(id):
                settings = {"episode_length": 21} if id == "Virga/Ecsrl-v0" else {}
                self.compare(id, settings, 1600 if id == "Virga/Ecsrl-v0" else 300)

    def compare(self, id, settings, steps):
        many = virga_gym.make_vec(id, 2, **settings)
        singles = [virga_gym.make(id, **settings) for _ in range(2)]
        try:
            seen, info = many.reset(seed=8)
            ones = [env.reset(seed=8 + i) for i, env in enumerate(singles)]
            random = np.random.default_rng(1)
            ended, ends = [False, False], 0
            for _ in range(steps):
                for i in range(2):
                    self.assertEqual(ones[i][0].tolist(), seen[i].tolist())
                    self.assertEqual(ones[i][-1]["action_mask"].tolist(), info["action_mask"][i].tolist())
                    self.assertEqual(ones[i][-1]["time"], info["time"][i])
                actions = draw(many.virga, many.action_space.mask, random).reshape(many.action_space.shape)
                seen, reward, terminated, truncated, info = many.step(actions)
                for i, env in enumerate(singles):
                    if ended[i]:
                        begun, its = env.reset()
                        ones[i] = (begun, 0.0, False, False, its)
                    else:
                        ones[i] = env.step(actions[i])
                    self.assertEqual(ones[i][1:4], (reward[i], terminated[i], truncated[i]))
                    ended[i] = bool(terminated[i] or truncated[i])
                    ends += ended[i]
            self.assertGreaterEqual(ends, 1, "an episode has ended, and another one has begun")
        finally:
            many.close()
            for env in singles:
                env.close()

    def test_bad_batches_are_refused_as_a_whole(self):
        env = virga_gym.make_vec("Virga/Ecsrl-v0", 3, strict=True, **FAST)
        try:
            with self.assertRaisesRegex(EpisodeError, "environment 0: the episode has ended, or none has been started"):
                env.step([0, 0, 0])
            with self.assertRaisesRegex(InputError, "seeds must be as many as environments, 3, were 2"):
                env.reset(seed=[1, 2])
            env.reset(seed=[1, None, 3])
            with self.assertRaisesRegex(ActionError, "environment 2: action of agent 0, part 0 must be between"):
                env.step([3, 3, 7])
            for actions in ([0, 0], [[0], [0], [0]], [0.5, 0, 0], 0):
                with self.assertRaises(ActionError, msg=repr(actions)):
                    env.step(actions)
            first = env.step([3, 3, 3])
            env.reset(seed=[1, None, 3])
            again = env.step([3, 3, 3])
            self.assertEqual(first[0][0].tolist(), again[0][0].tolist())
        finally:
            env.close()

    def test_their_number_is_checked(self):
        for number in (0, -1, 1.5, "2", True):
            with self.assertRaisesRegex(InputError, "num_envs must be a whole number from 1 on"):
                virga_gym.make_vec("Virga/Ecsrl-v0", number)
        with self.assertRaisesRegex(VirgaError, "number of environments must be"):
            virga_gym.make_vec("Virga/Ecsrl-v0", 10**6)

    def test_one_environment_is_a_batch_too(self):
        env = virga_gym.make_vec("Virga/Aset-v0", 1, topology="dc-cloud", state="aset-published", episode_length=40)
        try:
            env.reset(seed=0)
            ends = [env.step([0])[3][0] for _ in range(6)]
            self.assertEqual([False, True, False, False, True, False], ends, "a step after an end begins anew")
        finally:
            env.close()


class Parallel(unittest.TestCase):
    def test_is_the_joint_environment_agent_by_agent(self):
        env, joint = virga_gym.parallel_env(render_mode="ansi"), virga_gym.make("Virga/Elastic-v0")
        try:
            with self.assertRaises(EpisodeError):
                env.step({})
            seen, _ = env.reset(seed=4)
            together, _ = joint.reset(seed=4)
            while env.agents:
                self.assertEqual(together.tolist(), np.concatenate(list(seen.values())).tolist())
                actions = {agent: env.action_space(agent).sample() for agent in env.agents}
                seen, rewards, terminated, truncated, _ = env.step(actions)
                together, reward, *ends, _ = joint.step(np.concatenate(list(actions.values())))
                self.assertAlmostEqual(reward, sum(rewards.values()))
                self.assertEqual(ends, [any(terminated.values()), any(truncated.values())])
            self.assertIn("agent 2", env.render())
            with self.assertRaises(EpisodeError):
                env.step({agent: np.zeros(3, int) for agent in env.possible_agents})
        finally:
            env.close()
            joint.close()

    def test_actions_must_be_of_all_agents(self):
        env = virga_gym.parallel_env(strict=True)
        try:
            env.reset(seed=1)
            with self.assertRaisesRegex(ActionError, "an action of each of"):
                env.step({"agent_0": np.zeros(3, int)})
            with self.assertRaisesRegex(ActionError, "shape"):
                env.step({agent: 0 for agent in env.agents})
            with self.assertRaisesRegex(ActionError, "agent 1, part 0 must be between 0 and 10"):
                env.step({agent: np.array([99 * (agent == "agent_1"), 0, 0]) for agent in env.agents})
        finally:
            env.close()

    @unittest.skipUnless(HAS_PETTINGZOO, "PettingZoo is not installed")
    def test_pettingzoo_finds_nothing_wrong(self):
        from pettingzoo.test import parallel_api_test

        env = virga_gym.parallel_env()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                parallel_api_test(env, num_cycles=300)
        finally:
            env.close()


@unittest.skipUnless(HAS_GYMNASIUM, "Gymnasium is not installed")
class Gymnasium(unittest.TestCase):
    def test_check_env(self):
        import gymnasium
        from gymnasium.utils.env_checker import check_env

        for id in IDS:
            with self.subTest(id), warnings.catch_warnings():
                warnings.simplefilter("error")
                # Observations are of order one, but have no bound.
                warnings.filterwarnings("ignore", message=".*A Box observation space m..imum value is.*")
                env = gymnasium.make(id, render_mode="ansi")
                try:
                    check_env(env.unwrapped)
                    env.reset(seed=1)
                    env.step(env.action_space.sample())
                    self.assertIn("seed 1", env.render())
                finally:
                    env.close()

    def test_make_vec_and_the_vector_environments_of_gymnasium(self):
        import gymnasium

        with warnings.catch_warnings():
            warnings.simplefilter("error")
            env = gymnasium.make_vec("Virga/Ecsrl-v0", num_envs=2, vectorization_mode="vector_entry_point", **FAST)
        runs = [env]
        runs += [gymnasium.make_vec("Virga/Ecsrl-v0", num_envs=2, vectorization_mode=m, **FAST) for m in ("sync", "async")]
        try:
            seen = [run.reset(seed=3)[0].tolist() for run in runs]
            for _ in range(20):
                actions = env.action_space.sample()
                seen = [run.step(actions) for run in runs]
                for other in seen[1:]:
                    self.assertTrue(np.array_equal(seen[0][0], other[0]) and np.array_equal(seen[0][1], other[1]))
                    self.assertTrue(np.array_equal(seen[0][4]["action_mask"], other[4]["action_mask"]))
        finally:
            for run in runs:
                run.close()


class Settings(unittest.TestCase):
    def test_what_is_wrong_is_said_in_the_words_of_virga(self):
        for name, settings, message in (
            ("atari", {}, "environment must be one of: aset, .*ecsrl, elastic, was 'atari'"),
            ("aset", {"lamda": 3}, "Unknown options: '--lamda', '3'; it has the settings"),
            ("aset", {"topology": "mars"}, "mars"),
            ("aset", {"topology": r"C:\no\such folder\file.yaml"}, r"C:\\no\\such folder\\file.yaml"),
            ("ecsrl", {"scenario": Path("no") / "such.yaml"}, "such.yaml"),
            ("ecsrl", {"episode_length": -3}, "--episode-length must be above the scenario's warm-up"),
            ("elastic", {"fidelity": "high"}, "--fidelity must be one of: paper, published, was 'high'"),
        ):
            with self.subTest(name, **settings), self.assertRaisesRegex(InputError, message):
                virga_gym.make(name, **settings)

    def test_a_scenario_with_a_fault_is_refused_with_file_and_line(self):
        with tempfile.TemporaryDirectory(prefix="virga gym ü") as folder:
            file = Path(folder) / "broken.yaml"
            file.write_text("scenario: x\nsites: 3\n")
            with self.assertRaisesRegex(InputError, r"broken\.yaml, line 2, key 'sites': value '3' must be a list"):
                virga_gym.make("Virga/Ecsrl-v0", scenario=file)

    def test_words(self):
        given = {"a_b": 1.5, "c": True, "d": None, "e": ["x", "y"], "f": False}
        self.assertEqual(["--a-b", "1.5", "--c", "--e", "x", "--e", "y"], words(given))


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
        first, _ = one.reset(seed=1)
        other.reset(seed=2)
        for _ in range(5):
            other.step(0)
        self.assertEqual(one.step(0)[0].tolist(), self.stepped(1).tolist())

    def stepped(self, seed):
        env = self.make()
        env.reset(seed=seed)
        return env.step(0)[0]

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
        for ending in ("pass", "os.kill(os.getpid(), signal.SIGKILL)", "raise ValueError"):
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
        timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
        with self.assertRaises(KeyboardInterrupt):
            timer.start()
            while True:
                env.step([0] * 16)
        with self.assertRaisesRegex(VirgaError, "has been closed"):
            env.step([0] * 16)


def alive(pid):
    """Tells whether a process runs; one that has ended and waits for its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


if __name__ == "__main__":
    for there, name in ((HAS_GYMNASIUM, "Gymnasium"), (HAS_PETTINGZOO, "PettingZoo")):
        if not there:
            print(f"{name} is not installed: the tests that need it are left out")
    unittest.main()
