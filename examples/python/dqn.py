# SPDX-License-Identifier: GPL-3.0-or-later
"""Deep Q-learning on Virga/Ecsrl-v0 in NumPy, compared with random choices on seeds that it was not trained on."""

import argparse

import numpy as np

import virga_gym


class Network:
    """One hidden layer; moves by Adam."""

    def __init__(self, inputs, hidden, outputs, random):
        self.w = [random.normal(0, (2 / inputs) ** 0.5, (inputs, hidden)), np.zeros(hidden)]
        self.w += [random.normal(0, hidden**-0.5, (hidden, outputs)), np.zeros(outputs)]
        self.m, self.v, self.t = [0 * w for w in self.w], [0 * w for w in self.w], 0

    def __call__(self, x):
        self.x, self.h = x, np.maximum(0, x @ self.w[0] + self.w[1])
        return self.h @ self.w[2] + self.w[3]

    def descend(self, slope, rate):
        back = (slope @ self.w[2].T) * (self.h > 0)
        self.t += 1
        for i, g in enumerate([self.x.T @ back, back.sum(0), self.h.T @ slope, slope.sum(0)]):
            self.m[i], self.v[i] = 0.9 * self.m[i] + 0.1 * g, 0.999 * self.v[i] + 0.001 * g * g
            scale = np.sqrt(self.v[i] / (1 - 0.999**self.t)) + 1e-8
            self.w[i] -= rate * self.m[i] / (1 - 0.9**self.t) / scale


def best(values, mask):
    return np.where(mask, values, -np.inf).argmax(1)


def train(env, steps, seed, look, gamma=0.9, batch=256, rate=1e-3, looks=6):
    random, n = np.random.default_rng(seed), env.num_envs
    width, actions = env.single_observation_space.shape[0], env.single_action_space.n
    network, target = (Network(width, 64, actions, random) for _ in range(2))
    memory = []
    seen, info = env.reset(seed=seed)
    ended = np.zeros(n, bool)
    for step in range(1, steps + 1):
        guess = random.random(n) < max(0.05, 1 - 2 * step / steps)
        values = np.where(guess[:, None], random.random((n, actions)), network(seen))
        action = best(values, info["action_mask"])
        after, reward, terminated, truncated, info = env.step(action)
        going = ~ended  # the step after an end only begins the next episode
        memory.append([x[going] for x in (seen, action, reward, after, info["action_mask"], terminated)])
        seen, ended = after, terminated | truncated
        picked = random.integers(max(0, len(memory) - 2000), len(memory), size=batch // n)
        s, a, r, s2, m2, over = (np.concatenate(x) for x in zip(*(memory[i] for i in picked)))
        rows = np.arange(len(a))
        goal = r + gamma * ~over * target(s2)[rows, best(network(s2), m2)]
        q, slope = network(s), np.zeros((len(a), actions))
        slope[rows, a] = np.clip(q[rows, a] - goal, -1, 1) / len(a)
        network.descend(slope, rate)
        target.w = [0.99 * t + 0.01 * w for t, w in zip(target.w, network.w)]
        if step % (steps // looks) == 0:
            look(step * n, lambda s, m: best(network(s), m))


def play(env, choose, first_seed):
    """Plays one episode in each environment; returns each one's mean reward of a step."""
    seen, info = env.reset(seed=first_seed)
    total, steps, going = np.zeros(env.num_envs), np.zeros(env.num_envs), np.ones(env.num_envs, bool)
    while going.any():
        seen, reward, terminated, truncated, info = env.step(choose(seen, info["action_mask"]))
        total, steps = total + going * reward, steps + going
        going &= ~(terminated | truncated)
    return total / steps


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=1500, help="steps of each of 16 environments (default: 1500)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the training (default: 1)")
    parser.add_argument("--first-test-seed", type=int, default=2_000_000, help="of 16 (default: 2000000)")
    options = parser.parse_args()
    problem = {"episode_length": 30, "weights": "fixed"}
    env = virga_gym.make_vec("Virga/Ecsrl-v0", 16, rewards="shaped", **problem)
    test = virga_gym.make_vec("Virga/Ecsrl-v0", 16, **problem)
    dice = np.random.default_rng(0)
    at_random = play(test, lambda s, m: best(dice.random(m.shape), m), options.first_test_seed)
    print(f"random choices: {at_random.mean():.3f} a step")

    def look(steps, choose):
        gain = play(test, choose, options.first_test_seed) - at_random
        print(
            f"{steps:7d} steps: {at_random.mean() + gain.mean():.3f} a step, {gain.mean():+.3f}"
            f" +- {1.96 * gain.std(ddof=1) / 4:.3f} against random choices, better in {(gain > 0).sum()} of 16"
        )

    train(env, options.steps, options.seed, look)
    env.close()
    test.close()


if __name__ == "__main__":
    main()
