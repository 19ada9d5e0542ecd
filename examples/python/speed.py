# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures steps per second of a batch of environments with random allowed actions: python3 speed.py [BATCH [SECONDS]]."""

import os
import resource
import sys
import time

import virga_gym


def measure(name, batch, seconds, **settings):
    """Returns steps per second of wall time and of the CPU time of both processes, once the JVM has compiled."""
    env = virga_gym.make_vec(name, batch, **settings)
    try:
        env.action_space.seed(0)
        env.reset(seed=0)

        def play(until):
            steps = 0
            while time.monotonic() < until:
                env.step(env.action_space.sample())
                steps += batch
            return steps

        def cpu():
            pid = env._simulator._process.pid
            with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
                fields = stat.read().rpartition(")")[2].split()
            own = resource.getrusage(resource.RUSAGE_SELF)
            return own.ru_utime + own.ru_stime + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

        play(time.monotonic() + seconds)
        begin, used = time.monotonic(), cpu()
        steps = play(begin + seconds)
        return steps / (time.monotonic() - begin), steps / (cpu() - used)
    finally:
        env.close()


if __name__ == "__main__":
    batch = int(sys.argv[1]) if len(sys.argv) > 1 else 16
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 20
    for name in ("Virga/Ecsrl-v0", "Virga/Elastic-v0", "Virga/Aset-v0"):
        wall, cpu = measure(name, batch, seconds)
        print(f"{name}: {wall:,.0f} steps per second, {cpu:,.0f} per second of CPU time")
