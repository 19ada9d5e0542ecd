# SPDX-License-Identifier: GPL-3.0-or-later
"""One environment, and many of one kind, as Gymnasium has them; without Gymnasium they are plain classes."""

import numpy as np

from .errors import ActionError, EpisodeError, InputError
from .protocol import RESET, STEP, Simulator
from .spaces import HAS_GYMNASIUM, Box, MaskedDiscrete, MaskedParts, keep_to

if HAS_GYMNASIUM:
    from gymnasium import Env
    from gymnasium.vector import AutoresetMode, VectorEnv

    NEXT_STEP = AutoresetMode.NEXT_STEP
else:
    Env = VectorEnv = object
    NEXT_STEP = "NextStep"

_MOST = 2**63 - 1


def check_seed(seed):
    """Takes a seed that is a whole number from 0 to 2^63 - 1."""
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)) or not 0 <= int(seed) <= _MOST:
        raise InputError(f"seed must be a whole number from 0 to 2^63 - 1, was {seed!r}")
    return int(seed)


class Seeds:
    """The seeds of one environment's episodes: a given one itself, else the next one drawn after it."""

    def __init__(self):
        self.random = None

    def next(self, seed=None):
        if seed is not None:
            seed = check_seed(seed)
            self.random = np.random.Generator(np.random.PCG64(seed))
            return seed
        if self.random is None:
            self.random = np.random.Generator(np.random.PCG64())
        return int(self.random.integers(0, _MOST))


def whole(action, size, shape):
    """Takes an action, or the actions of many, as 32-bit numbers."""
    array = np.asarray(action)
    if array.dtype.kind not in "iu":
        raise ActionError(f"an action must consist of whole numbers, was of type {array.dtype}: {action!r}")
    if array.size != size or (array.shape != shape and size != 1):
        raise ActionError(f"an action must have the shape {shape}, had {array.shape}")
    if array.size and (array.min() < -(2**31) or array.max() >= 2**31):
        raise ActionError(f"an action must consist of numbers of 32 bits, was {action!r}")
    return array.reshape(-1).astype("<i4")


def total(rewards):
    """Adds up the agents' rewards in their order."""
    result = rewards[..., 0].copy()
    for agent in range(1, rewards.shape[-1]):
        result += rewards[..., agent]
    return result


def describe(spec, observations, masks, head):
    """Writes what is seen and what may be done, one line for each number."""
    lines = [head]
    for agent in range(spec.agents):
        if spec.agents > 1:
            lines.append(f"agent {agent}")
        lines += [f"  {name:<44} {value: .4g}" for name, value in zip(spec.components, observations[agent])]
        first = spec.split(masks[agent])[0]
        allowed = [name for name, may in zip(spec.choices[0], first) if may]
        lines.append("  may choose: " + (", ".join(allowed) or "nothing"))
    return "\n".join(lines)


class VirgaEnv(Env):
    """One environment. Where there are several agents, their observations and actions stand behind each other.

    info has action_mask (int8: for one agent with one part of an action as long as its choices; else a row for each agent,
    which virga.split cuts into parts), time (since the episode began); after a reset seed; after a step replaced: whether
    the action was not allowed, so that the first choice allowed was taken instead. Where strict is set such an action
    raises ActionError and nothing moves.
    """

    metadata = {"render_modes": ["ansi"], "render_fps": 1}

    def __init__(self, name, render_mode=None, strict=False, jar=None, java=None, **settings):
        if render_mode not in (None, "ansi"):
            raise InputError(f"render_mode must be None or 'ansi', was {render_mode!r}")
        self._made = dict(settings, name=name, render_mode=render_mode, strict=strict, jar=jar, java=java)
        self.render_mode = render_mode
        self.strict = strict
        self.name = name
        self._simulator = Simulator(name, 1, settings, jar, java)
        self.virga = spec = self._simulator.spec
        rows = spec.agents * len(spec.choices)
        self.observation_space = Box(-np.inf, np.inf, (spec.agents * len(spec.components),), np.float64)
        self.action_space = MaskedDiscrete(spec) if rows == 1 else MaskedParts(spec, spec.agents, (rows,))
        self._seeds = Seeds()
        self._seed = None
        self._state = None

    def __reduce__(self):
        """Pickles how it was made: a copy begins anew, in a JVM of its own."""
        return _make, (type(self), self._made)

    def _advance(self, command, seed, actions):
        self._state = state = self._simulator.advance([command], [seed], actions)
        spec = self.virga
        mask = state.masks[0].copy()
        self.action_space.mask = mask
        flat = mask[0] if spec.agents * len(spec.choices) == 1 else mask
        return state.observations[0].reshape(-1).copy(), {"action_mask": flat, "time": float(state.time[0])}

    def reset(self, *, seed=None, options=None):
        """Begins an episode; the same seed and the same actions give the same episode, in Java too."""
        self._seed = self._seeds.next(seed)
        self._np_random = self._seeds.random  # where Gymnasium looks for it
        observation, info = self._advance(RESET, self._seed, np.zeros(self._parts(), "<i4"))
        return observation, dict(info, seed=self._seed)

    def _parts(self):
        return self.virga.agents * len(self.virga.choices)

    def step(self, action):
        """Takes an action of whole numbers."""
        shape = () if self._parts() == 1 else (self._parts(),)
        chosen, replaced = whole(action, self._parts(), shape), np.zeros(self.virga.agents, dtype=bool)
        if not self.strict and self._state is not None:
            chosen, replaced = keep_to(self.virga, self._state.masks, chosen)
        observation, info = self._advance(STEP, 0, chosen)
        info["replaced"] = replaced if self._parts() > 1 else bool(replaced[0])
        state = self._state
        reward = float(total(state.rewards)[0])
        return observation, reward, bool(state.terminated[0]), bool(state.truncated[0]), info

    def render(self):
        """Returns the episode as text where render_mode is 'ansi'."""
        if self.render_mode is None or self._state is None:
            return None
        state, spec = self._state, self.virga
        head = f"{self.name}, seed {self._seed}, time {state.time[0]:.6g} {spec.clock}"
        head += f", reward {total(state.rewards)[0]:.6g}"
        return describe(spec, state.observations[0], state.masks[0], head)

    def close(self):
        """Ends the JVM."""
        self._simulator.close()


def _make(kind, arguments):
    return kind(**arguments)


class VirgaVectorEnv(VectorEnv):
    """Many environments of one kind in one JVM, which advance by one exchange. An environment whose episode has ended
    begins the next one at the next step, whatever its action then is (Gymnasium's NEXT_STEP).

    Episodes are those of as many single environments with seeds s, s + 1, ....
    """

    metadata = {"render_modes": ["ansi"], "render_fps": 1, "autoreset_mode": NEXT_STEP}
    spec = None

    def __init__(self, name, num_envs, render_mode=None, strict=False, jar=None, java=None, **settings):
        if render_mode not in (None, "ansi"):
            raise InputError(f"render_mode must be None or 'ansi', was {render_mode!r}")
        if isinstance(num_envs, bool) or not isinstance(num_envs, (int, np.integer)) or not 1 <= num_envs < 2**31:
            raise InputError(f"num_envs must be a whole number from 1 to {2**31 - 1}, was {num_envs!r}")
        self._made = dict(
            settings, name=name, num_envs=num_envs, render_mode=render_mode, strict=strict, jar=jar, java=java
        )
        self.render_mode = render_mode
        self.strict = strict
        self.name = name
        self.num_envs = num_envs
        self._simulator = Simulator(name, num_envs, settings, jar, java)
        self.virga = spec = self._simulator.spec
        parts = spec.agents * len(spec.choices)
        width = spec.agents * len(spec.components)
        self._shape = (num_envs,) if parts == 1 else (num_envs, parts)
        self.single_observation_space = Box(-np.inf, np.inf, (width,), np.float64)
        self.single_action_space = MaskedDiscrete(spec) if parts == 1 else MaskedParts(spec, spec.agents, (parts,))
        self.observation_space = Box(-np.inf, np.inf, (num_envs, width), np.float64)
        self.action_space = MaskedParts(spec, num_envs * spec.agents, self._shape)
        self._seeds = [Seeds() for _ in range(num_envs)]
        self._episode_seeds = np.zeros(num_envs, dtype=np.int64)
        self._state = None

    def __reduce__(self):
        """Pickles how it was made: a copy begins anew, in a JVM of its own."""
        return _make, (type(self), self._made)

    def _advance(self, commands, actions):
        self._state = state = self._simulator.advance(commands, self._episode_seeds, actions)
        mask = state.masks.copy()
        self.action_space.mask = mask
        if len(self._shape) == 1:
            mask = mask[:, 0]
        there = np.ones(self.num_envs, dtype=bool)
        infos = {"action_mask": mask, "time": state.time.copy(), "seed": self._episode_seeds.copy()}
        infos.update({"_" + key: there for key in list(infos)})
        return state.observations.reshape(self.num_envs, -1).copy(), infos

    def reset(self, *, seed=None, options=None):
        """Begins an episode everywhere: with seeds s, s + 1, ... for a number s, those of a list, or drawn ones."""
        if seed is None or isinstance(seed, (int, np.integer)):
            given = [None if seed is None else check_seed(seed) + i for i in range(self.num_envs)]
        else:
            given = list(seed)
        if len(given) != self.num_envs:
            raise InputError(f"seeds must be as many as environments, {self.num_envs}, were {len(given)}")
        given = [None if one is None else check_seed(one) for one in given]
        self._episode_seeds = np.array([own.next(one) for own, one in zip(self._seeds, given)], dtype=np.int64)
        return self._advance([RESET] * self.num_envs, np.zeros(self._shape, "<i4"))

    def step(self, actions):
        """Takes an action in each environment."""
        shape = self._shape
        chosen = whole(actions, int(np.prod(shape)), shape)
        before = self._state
        replaced = np.zeros(self.num_envs * self.virga.agents, dtype=bool)
        if not self.strict and before is not None:
            chosen, replaced = keep_to(self.virga, before.masks, chosen)
        ended = np.zeros(self.num_envs, bool) if before is None else before.terminated | before.truncated
        commands = np.where(ended, RESET, STEP)
        begun = np.flatnonzero(ended)
        seeds, states = self._episode_seeds, [self._seeds[i].random.bit_generator.state for i in begun]
        self._episode_seeds = seeds.copy()
        for i in begun:
            self._episode_seeds[i] = self._seeds[i].next()
        try:
            observations, infos = self._advance(commands, chosen)
        except (ActionError, EpisodeError):
            self._episode_seeds = seeds
            for i, state in zip(begun, states):
                self._seeds[i].random.bit_generator.state = state
            raise
        infos["replaced"] = replaced & ~ended if len(shape) == 1 else replaced.reshape(self.num_envs, -1) & ~ended[:, None]
        infos["_replaced"] = ~ended
        state = self._state
        return observations, total(state.rewards), state.terminated, state.truncated, infos

    def render(self):
        """Returns each environment as text where render_mode is 'ansi'."""
        if self.render_mode is None or self._state is None:
            return None
        state = self._state
        return tuple(
            describe(
                self.virga,
                state.observations[i],
                state.masks[i],
                f"{self.name} {i}, seed {self._episode_seeds[i]}, time {state.time[i]:.6g} {self.virga.clock}",
            )
            for i in range(self.num_envs)
        )

    def close_extras(self, **kwargs):
        """Ends the JVM."""
        self._simulator.close()

    if not HAS_GYMNASIUM:

        def close(self, **kwargs):
            """Ends the JVM."""
            self.close_extras(**kwargs)
