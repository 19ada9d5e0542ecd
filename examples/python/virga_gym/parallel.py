# SPDX-License-Identifier: GPL-3.0-or-later
"""Several agents in PettingZoo's parallel API; without PettingZoo a plain class with the same methods."""

import numpy as np

from .environments import Seeds, _make, describe, whole
from .errors import ActionError, EpisodeError, InputError
from .protocol import RESET, STEP, Simulator
from .spaces import Box, MaskedDiscrete, MaskedParts, keep_to

try:
    from pettingzoo import ParallelEnv
except ImportError:
    ParallelEnv = object


class VirgaParallelEnv(ParallelEnv):
    """The agents of one environment, agent_0, agent_1, ...; each has its mask in infos[agent]["action_mask"].

    Agents that pick the same task do not know of each other: the lowest number gets it, the others do nothing. What is not
    allowed is replaced as in VirgaEnv, or refused where strict is set.
    """

    metadata = {"name": "virga", "render_modes": ["ansi"], "is_parallelizable": True}

    def __init__(self, name="elastic", render_mode=None, strict=False, jar=None, java=None, **settings):
        if render_mode not in (None, "ansi"):
            raise InputError(f"render_mode must be None or 'ansi', was {render_mode!r}")
        self._made = dict(settings, name=name, render_mode=render_mode, strict=strict, jar=jar, java=java)
        self.render_mode = render_mode
        self.strict = strict
        self._simulator = Simulator(name, 1, settings, jar, java)
        self.virga = spec = self._simulator.spec
        self.possible_agents = [f"agent_{i}" for i in range(spec.agents)]
        self.agents = []
        parts = len(spec.choices)
        self.observation_spaces = {
            agent: Box(-np.inf, np.inf, (len(spec.components),), np.float64) for agent in self.possible_agents
        }
        self.action_spaces = {
            agent: MaskedDiscrete(spec) if parts == 1 else MaskedParts(spec, 1, (parts,))
            for agent in self.possible_agents
        }
        self._seeds = Seeds()
        self._seed = None
        self._state = None

    def __reduce__(self):
        """Pickles how it was made: a copy begins anew, in a JVM of its own."""
        return _make, (type(self), self._made)

    def observation_space(self, agent):
        return self.observation_spaces[agent]

    def action_space(self, agent):
        return self.action_spaces[agent]

    def _advance(self, command, seed, actions):
        self._state = state = self._simulator.advance([command], [seed], actions)
        observations, infos = {}, {}
        for i, agent in enumerate(self.possible_agents):
            mask = state.masks[0, i].copy()
            self.action_spaces[agent].mask = mask
            observations[agent] = state.observations[0, i].copy()
            infos[agent] = {"action_mask": mask, "time": float(state.time[0])}
        return observations, infos

    def reset(self, seed=None, options=None):
        """Begins an episode."""
        self._seed = self._seeds.next(seed)
        shape = self.virga.agents, len(self.virga.choices)
        observations, infos = self._advance(RESET, self._seed, np.zeros(shape, "<i4"))
        self.agents = list(self.possible_agents)
        for info in infos.values():
            info["seed"] = self._seed
        return observations, infos

    def step(self, actions):
        """Takes an action of each agent."""
        if not self.agents:
            raise EpisodeError("the episode has ended, or none has been started; reset() starts one")
        if set(actions) != set(self.agents):
            raise ActionError(f"there must be an action of each of {self.agents}, were of {sorted(map(str, actions))}")
        parts = len(self.virga.choices)
        shape = () if parts == 1 else (parts,)
        rows = np.stack([whole(actions[agent], parts, shape) for agent in self.possible_agents])
        replaced = np.zeros(len(rows), dtype=bool)
        if not self.strict:
            rows, replaced = keep_to(self.virga, self._state.masks, rows)
        observations, infos = self._advance(STEP, 0, rows)
        for agent, was in zip(self.possible_agents, replaced):
            infos[agent]["replaced"] = bool(was)
        state = self._state
        terminated, truncated = bool(state.terminated[0]), bool(state.truncated[0])
        rewards = {agent: float(state.rewards[0, i]) for i, agent in enumerate(self.possible_agents)}
        if terminated or truncated:
            self.agents = []
        everyone = self.possible_agents
        return observations, rewards, dict.fromkeys(everyone, terminated), dict.fromkeys(everyone, truncated), infos

    def render(self):
        """Returns the episode as text where render_mode is 'ansi'."""
        if self.render_mode is None or self._state is None:
            return None
        state = self._state
        head = f"elastic, seed {self._seed}, time {state.time[0]:.6g} {self.virga.clock}"
        return describe(self.virga, state.observations[0], state.masks[0], head)

    def close(self):
        """Ends the JVM."""
        self._simulator.close()
