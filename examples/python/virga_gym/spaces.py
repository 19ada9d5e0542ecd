# SPDX-License-Identifier: GPL-3.0-or-later
"""Spaces whose samples keep to the mask; with the little of Gymnasium's spaces that is needed where it is missing."""

import numpy as np

try:
    from gymnasium.spaces import Box, Discrete, MultiDiscrete

    HAS_GYMNASIUM = True
except ImportError:
    HAS_GYMNASIUM = False

    class _Space:
        def __init__(self, shape, dtype, seed=None):
            self.shape, self.dtype = tuple(shape), np.dtype(dtype)
            self.np_random = np.random.default_rng(seed)

        def seed(self, seed=None):
            self.np_random = np.random.default_rng(seed)

    class Box(_Space):
        """Arrays of numbers between bounds."""

        def __init__(self, low, high, shape, dtype=np.float64, seed=None):
            super().__init__(shape, dtype, seed)
            self.low, self.high = np.full(shape, low, dtype), np.full(shape, high, dtype)

        def contains(self, x):
            x = np.asarray(x)
            return x.shape == self.shape and bool(np.all(x >= self.low) and np.all(x <= self.high))

        def sample(self):
            return self.np_random.normal(size=self.shape).astype(self.dtype)

    class Discrete(_Space):
        """One of n choices."""

        def __init__(self, n, seed=None):
            super().__init__((), np.int64, seed)
            self.n = n

        def contains(self, x):
            return np.shape(x) == () and 0 <= int(x) < self.n

    class MultiDiscrete(_Space):
        """Several choices, each of its own number."""

        def __init__(self, nvec, seed=None):
            self.nvec = np.asarray(nvec, dtype=np.int64)
            super().__init__(self.nvec.shape, np.int64, seed)

        def contains(self, x):
            x = np.asarray(x)
            return x.shape == self.shape and bool(np.all((x >= 0) & (x < self.nvec)))


def draw(spec, masks, random):
    """Draws an allowed action evenly, part after part, for each mask; returns an array with a row for each."""
    masks = masks.reshape(-1, spec.mask_size)
    actions = np.zeros((len(masks), len(spec.choices)), dtype=np.int64)
    for row, mask in enumerate(masks):
        first, *others = spec.split(mask)
        if not first.any():
            continue  # a place whose episode is over, or has not begun
        actions[row, 0] = random.choice(np.flatnonzero(first))
        for part, allowed in enumerate(others, 1):
            actions[row, part] = random.choice(np.flatnonzero(allowed[actions[row, 0]]))
    return actions


def keep_to(spec, masks, actions):
    """Puts what is allowed in the place of what is not: the first choice allowed, in each part, for the whole action of an
    agent. Choices that do not exist are left to the simulator, which refuses them.

    Returns the actions, a row for each mask, and which rows were replaced.
    """
    masks, actions = masks.reshape(-1, spec.mask_size), actions.reshape(-1, len(spec.choices))
    sizes = np.array(spec.sizes)
    exist = ((actions >= 0) & (actions < sizes)).all(axis=1) & masks[:, : sizes[0]].any(axis=1)
    places = _places(spec, np.where(exist, actions[:, 0], 0))
    rows = np.arange(len(actions))[:, None]
    allowed = masks[rows, places + np.where(exist[:, None], actions, 0)].all(axis=1)
    replaced = exist & ~allowed
    if not replaced.any():
        return actions, replaced
    actions = actions.copy()
    for row in np.flatnonzero(replaced):
        first, *others = spec.split(masks[row])
        actions[row, 0] = first.argmax()
        for part, choices in enumerate(others, 1):
            actions[row, part] = choices[actions[row, 0]].argmax()
    return actions, replaced


def _places(spec, first):
    """Returns where the choices of each part begin in a mask, given the choice of part 0."""
    places, at = [np.zeros_like(first)], spec.sizes[0]
    for size in spec.sizes[1:]:
        places.append(at + first * size)
        at += spec.sizes[0] * size
    return np.stack(places, axis=1)


class MaskedDiscrete(Discrete):
    """The choices of one agent with one part; without a mask of its own a sample keeps to the environment's."""

    def __init__(self, spec):
        super().__init__(spec.sizes[0])
        self.spec = spec
        self.mask = np.ones(spec.mask_size, dtype=np.int8)

    def sample(self, mask=None, probability=None):
        if probability is not None:
            return super().sample(mask, probability)
        return np.int64(draw(self.spec, self.mask if mask is None else np.asarray(mask), self.np_random)[0, 0])


class MaskedParts(MultiDiscrete):
    """The choices of several agents or parts, or of several environments; samples keep to the environment's masks."""

    def __init__(self, spec, rows, shape):
        super().__init__(np.tile(spec.sizes, rows).reshape(shape))
        self.spec = spec
        self.mask = np.zeros((rows, spec.mask_size), dtype=np.int8)
        self.mask[:, 0] = 1
        at = spec.sizes[0]
        for size in spec.sizes[1:]:
            self.mask[:, at] = 1
            at += spec.sizes[0] * size

    def sample(self, mask=None, probability=None):
        """Samples; a mask may be laid out as the environment's, or as Gymnasium has it, in a tuple."""
        if probability is not None or isinstance(mask, tuple):
            return super().sample(mask, probability)
        return draw(self.spec, self.mask if mask is None else np.asarray(mask), self.np_random).reshape(self.shape)
