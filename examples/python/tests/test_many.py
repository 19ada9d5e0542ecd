# SPDX-License-Identifier: GPL-3.0-or-later
"""Batches of environments, several agents, and what Gymnasium and PettingZoo say."""

import unittest
import warnings

import numpy as np

import virga_gym
from virga_gym import ActionError, EpisodeError, InputError, VirgaError
from virga_gym.spaces import HAS_GYMNASIUM, draw

FAST = {"episode_length": 40}
IDS = list(virga_gym.IDS)

try:
    import pettingzoo  # noqa: F401

    HAS_PETTINGZOO = True
except ImportError:
    HAS_PETTINGZOO = False

for there, name in ((HAS_GYMNASIUM, "Gymnasium"), (HAS_PETTINGZOO, "PettingZoo")):
    if not there:
        print(f"{name} is not installed: the tests that need it are left out")


class ManyEnvironments(unittest.TestCase):
    def test_are_as_many_single_ones_in_one_process(self):
        for id in IDS[1:]:
            with self.subTest(id):
                ends = self.compare(id)
                # Those of ECSRL are longer than this test.
                self.assertTrue(ends >= 1 or id.startswith("Virga/Ecsrl"), "an episode has ended, and another one has begun")

    def compare(self, id):
        many = virga_gym.make_vec(id, 2)
        singles = [virga_gym.make(id) for _ in range(2)]
        try:
            seen, info = many.reset(seed=8)
            ones = [env.reset(seed=8 + i) for i, env in enumerate(singles)]
            random = np.random.default_rng(1)
            ended, ends = [False, False], 0
            for _ in range(300):
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
            return ends
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
            with self.assertRaises(InputError):
                env.reset(seed=[2, None, -5])
            env.reset(seed=[1, None, 3])
            again = env.step([3, 3, 3])
            self.assertEqual(first[0][0].tolist(), again[0][0].tolist())
        finally:
            env.close()

    def test_a_refused_step_draws_no_seeds(self):
        env = virga_gym.make_vec("Virga/Ecsrl-v0", 2, strict=True, episode_length=21)
        try:
            begun = []
            for refused in (False, True):
                _, infos = env.reset(seed=3)
                ended = np.zeros(2, bool)
                while not ended.any():
                    _, _, terminated, truncated, infos = env.step(infos["action_mask"].argmax(1))
                    ended = terminated | truncated
                self.assertFalse(ended.all())
                if refused:
                    with self.assertRaises(ActionError):
                        env.step([99, 99])
                begun.append(env.step(infos["action_mask"].argmax(1))[4]["seed"].tolist())
            self.assertEqual(begun[0], begun[1])
        finally:
            env.close()

    def test_their_number_is_checked(self):
        for number in (0, -1, 1.5, "2", True, 10**10):
            with self.assertRaisesRegex(InputError, "num_envs must be a whole number from 1 to"):
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
        runs = [env, gymnasium.make_vec("Virga/Ecsrl-v0", num_envs=2, vectorization_mode="async", **FAST)]
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
