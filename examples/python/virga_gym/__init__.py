# SPDX-License-Identifier: GPL-3.0-or-later
"""Virga's learning environments for Gymnasium and PettingZoo, and without them."""

from .environments import VirgaEnv, VirgaVectorEnv
from .errors import ActionError, EpisodeError, InputError, VirgaError
from .parallel import VirgaParallelEnv
from .spaces import HAS_GYMNASIUM

__all__ = [
    "ActionError",
    "EpisodeError",
    "InputError",
    "VirgaEnv",
    "VirgaError",
    "VirgaParallelEnv",
    "VirgaVectorEnv",
    "make",
    "make_vec",
    "parallel_env",
]

IDS = {
    "Virga/Aset-v0": "aset",
    "Virga/Ecsrl-v0": "ecsrl",
    "Virga/EcsrlClusters-v0": "ecsrl-clusters",
    "Virga/Elastic-v0": "elastic",
}


def make(id, **settings):
    """Makes one environment, as gymnasium.make does but without wrappers; needs no Gymnasium."""
    return VirgaEnv(IDS.get(id, id), **settings)


def make_vec(id, num_envs=1, **settings):
    """Makes many environments in one JVM, as gymnasium.make_vec does; needs no Gymnasium."""
    return VirgaVectorEnv(IDS.get(id, id), num_envs, **settings)


def parallel_env(id="Virga/Elastic-v0", **settings):
    """Makes an environment of several agents in PettingZoo's parallel API; needs no PettingZoo."""
    return VirgaParallelEnv(IDS.get(id, id), **settings)


def _register():
    from gymnasium.envs.registration import register, registry

    for id, name in IDS.items():
        if id not in registry:
            register(
                id=id,
                entry_point="virga_gym.environments:VirgaEnv",
                vector_entry_point="virga_gym.environments:VirgaVectorEnv",
                kwargs={"name": name},
            )


if HAS_GYMNASIUM:
    _register()
