// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.ConflictRule;
import io.github.virgasim.elastic.Coordinator;
import io.github.virgasim.elastic.DominantShareScheduler;
import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticScheduler;
import io.github.virgasim.elastic.ElasticSetting;
import io.github.virgasim.elastic.GoodputScheduler;
import io.github.virgasim.elastic.MinimumPolicy;
import io.github.virgasim.elastic.NonPreemptiveOptimus;
import io.github.virgasim.elastic.NonPreemptiveTiresias;
import io.github.virgasim.elastic.OptimusScheduler;
import io.github.virgasim.elastic.RandomPolicy;
import io.github.virgasim.elastic.Replicas;
import io.github.virgasim.elastic.ShortestRemainingScheduler;
import io.github.virgasim.elastic.SpeedFit;
import io.github.virgasim.elastic.SpeedModel;
import io.github.virgasim.elastic.TiresiasScheduler;
import io.github.virgasim.random.RandomStreams;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The schedulers to compare with, by name. */
public enum Baseline {
    /** {@link RandomPolicy}; the lower-numbered cluster wins a conflict. */
    RANDOM {
        @Override
        public ElasticScheduler scheduler(ElasticExperiment experiment, RandomStreams random) {
            UniformRandomProvider policy = random.stream(POLICY);
            return new Coordinator(new RandomPolicy(policy), ConflictRule.LOWER_NUMBER, Replicas.RELIABLE, policy);
        }
    },
    /** {@link MinimumPolicy}; the lower-numbered cluster wins a conflict. */
    MIN {
        @Override
        public ElasticScheduler scheduler(ElasticExperiment experiment, RandomStreams random) {
            UniformRandomProvider policy = random.stream(POLICY);
            return new Coordinator(new MinimumPolicy(policy), ConflictRule.LOWER_NUMBER, Replicas.RELIABLE, policy);
        }
    },
    /** {@link TiresiasScheduler}, whose target is the minimum in single-task mode and the cap in multi-task mode. */
    TIRESIAS {
        @Override
        public ElasticScheduler scheduler(ElasticExperiment experiment, RandomStreams random) {
            return new TiresiasScheduler(
                    experiment.setting(),
                    isSingleTask(experiment) ? TiresiasScheduler.Target.MINIMUM : TiresiasScheduler.Target.CAP);
        }
    },
    /** {@link OptimusScheduler} with the published defect: its model is fitted with CPUs and GPUs swapped. */
    OPTIMUS_AS_PUBLISHED {
        @Override
        public ElasticScheduler scheduler(ElasticExperiment experiment, RandomStreams random) {
            return optimus(experiment, published(SpeedFit.Axes.SWAPPED, experiment), random);
        }
    },
    /** {@link NonPreemptiveTiresias}: Tiresias in the runs with containers. */
    TIRESIAS_NON_PREEMPTIVE {
        @Override
        public ElasticScheduler scheduler(ElasticExperiment experiment, RandomStreams random) {
            return new NonPreemptiveTiresias();
        }
    },
    /** {@link NonPreemptiveOptimus} with the model of {@link #OPTIMUS_AS_PUBLISHED}: Optimus in the runs with containers. */
    OPTIMUS_NON_PREEMPTIVE {
        @Override
        public ElasticScheduler scheduler(ElasticExperiment experiment, RandomStreams random) {
            SpeedFit fit = published(SpeedFit.Axes.SWAPPED, experiment);
            return new NonPreemptiveOptimus(experiment.setting(), models(experiment, fit, random));
        }
    },
    /** {@link OptimusScheduler} with the axes in order, everything else as published. */
    OPTIMUS_AXES_FIXED {
        @Override
        public ElasticScheduler scheduler(ElasticExperiment experiment, RandomStreams random) {
            return optimus(experiment, published(SpeedFit.Axes.CORRECT, experiment), random);
        }
    },
    /** {@link OptimusScheduler} at its best: axes in order, parameters of any sign, fitted to mean speeds. */
    OPTIMUS {
        @Override
        public ElasticScheduler scheduler(ElasticExperiment experiment, RandomStreams random) {
            SpeedFit fit = new SpeedFit(SpeedFit.Axes.CORRECT, false, SpeedFit.Speed.MEAN);
            return optimus(experiment, fit, random);
        }
    },
    /** {@link OptimusScheduler} without a model: it knows every remaining time. */
    OPTIMUS_EXACT {
        @Override
        public ElasticScheduler scheduler(ElasticExperiment experiment, RandomStreams random) {
            return OptimusScheduler.exact(experiment.setting());
        }
    },
    /** {@link GoodputScheduler}. */
    GOODPUT {
        @Override
        public ElasticScheduler scheduler(ElasticExperiment experiment, RandomStreams random) {
            return new GoodputScheduler(experiment.setting());
        }
    },
    /** {@link ShortestRemainingScheduler}. */
    SHORTEST_REMAINING {
        @Override
        public ElasticScheduler scheduler(ElasticExperiment experiment, RandomStreams random) {
            return new ShortestRemainingScheduler();
        }
    },
    /** {@link DominantShareScheduler}. */
    DOMINANT_SHARE {
        @Override
        public ElasticScheduler scheduler(ElasticExperiment experiment, RandomStreams random) {
            return new DominantShareScheduler();
        }
    };

    private static final String POLICY = "policy";
    private static final String FIT = "fit";

    /**
     * Makes the scheduler of an episode.
     *
     * @param experiment to be scheduled
     * @param random streams of the episode; "policy" and "fit" are used
     * @return the scheduler
     * @throws io.github.virgasim.input.InvalidInputException if the scheduler needs CPUs and GPUs and the experiment has
     *     other kinds of resource
     */
    public abstract ElasticScheduler scheduler(ElasticExperiment experiment, RandomStreams random);

    private static boolean isSingleTask(ElasticExperiment experiment) {
        return experiment.setting().mode() == ElasticSetting.Mode.SINGLE_TASK;
    }

    private static SpeedFit published(SpeedFit.Axes axes, ElasticExperiment experiment) {
        return new SpeedFit(axes, isSingleTask(experiment), SpeedFit.Speed.AT_START);
    }

    private static ElasticScheduler optimus(ElasticExperiment experiment, SpeedFit fit, RandomStreams random) {
        return new OptimusScheduler(experiment.setting(), models(experiment, fit, random));
    }

    private static List<SpeedModel> models(ElasticExperiment experiment, SpeedFit fit, RandomStreams random) {
        UniformRandomProvider noise = random.stream(FIT);
        return experiment.types().stream().map(type -> fit.fit(type, noise)).toList();
    }
}
