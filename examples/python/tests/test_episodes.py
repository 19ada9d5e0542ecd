# SPDX-License-Identifier: GPL-3.0-or-later
"""What environments do: traces of Java, seeds, actions, masks, settings."""

import tempfile
import unittest
from pathlib import Path

import numpy as np

import virga_gym
from virga_gym import ActionError, InputError
from virga_gym.protocol import RESET, STEP, Simulator, words

TRACES = Path(__file__).resolve().parents[2] / "target" / "gym"
FAST = {"episode_length": 40}
IDS = list(virga_gym.IDS)


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


class Settings(unittest.TestCase):
    def test_what_is_wrong_is_said_in_the_words_of_virga(self):
        for name, settings, message in (
            ("atari", {}, "environment must be one of: aset, .*ecsrl, ecsrl-clusters, elastic, was 'atari'"),
            ("aset", {"lamda": 3}, "Unknown options: 'lamda', '3'; it has the settings topology, state"),
            ("aset", {"topology": "mars"}, "mars"),
            ("aset", {"topology": r"C:\no\such folder\file.yaml"}, r"C:\\no\\such folder\\file.yaml"),
            ("ecsrl", {"scenario": Path("no") / "--such.yaml"}, "no.--such.yaml"),
            ("ecsrl", {"episode_length": -3}, "episode_length must be above the scenario's warm-up"),
            ("elastic", {"fidelity": "high"}, "fidelity must be one of: paper, published, was 'high'"),
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
