# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong. Messages of the simulator are passed on word for word."""


class VirgaError(RuntimeError):
    """Anything that goes wrong here; the simulator cannot be started, has gone, or has a fault of its own."""


class InputError(VirgaError, ValueError):
    """A value of the user's is bad: an environment, a setting, a scenario file, a seed."""


class ActionError(VirgaError, ValueError):
    """An action is no action, or is not allowed now. No environment has moved."""


class EpisodeError(VirgaError):
    """A step is asked for where no episode goes on. No environment has moved."""
