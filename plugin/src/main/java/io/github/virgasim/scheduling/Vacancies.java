// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells without asking a policy whether any candidate of a request has room in a view. Candidates of many sites are made of
 * few parts, those of the own part of the tree and those beyond it, which the sites of a group share; counted is where in
 * each part there is room, so that what one site finds out serves all of its group.
 *
 * <p>O(d) time for a request at depth d of the tree, and O(n) for the n candidates of a part when the part is first asked
 * for; a worker whose load has changed costs the candidates on it, once however often it has changed since the last
 * request. Whoever changes loads or workers has to tell. Not thread-safe.
 */
public final class Vacancies {
    private final ServingView view;
    private final Map<Candidates, Part> parts = new IdentityHashMap<>();
    /** By worker: what is on it, for each part that it belongs to. */
    private final List<List<Place>> places = new ArrayList<>();
    /** Workers whose load has changed since the last request, each once. */
    private final int[] changed;

    private final boolean[] isChanged;
    private int changes;

    /** Candidates that belong together, and at how many places there is room. */
    private static final class Part {
        private final Part beyond;
        private int vacant;

        Part(Part beyond) {
            this.beyond = beyond;
        }
    }

    /** Candidates of a part on one worker. */
    private static final class Place {
        private final Part part;
        private final StreamRequest request;
        private final int[] instances;
        private boolean isVacant;

        Place(Part part, StreamRequest request, int[] instances) {
            this.part = part;
            this.request = request;
            this.instances = instances;
        }
    }

    /**
     * Begins without any part.
     *
     * @param view has the candidates and their room; what fits depends on the class of a request only
     * @param workers how many there are
     */
    public Vacancies(ServingView view, int workers) {
        this.view = view;
        for (int w = 0; w < workers; w++) {
            places.add(new ArrayList<>(0));
        }
        changed = new int[workers];
        isChanged = new boolean[workers];
    }

    /**
     * Tells whether a policy could choose anything.
     *
     * @param request who asks
     * @return false if no candidate has room in the view
     */
    public boolean any(StreamRequest request) {
        Part first = part(view.candidates(request), request);
        while (changes > 0) {
            int worker = changed[--changes];
            isChanged[worker] = false;
            List<Place> there = places.get(worker);
            for (int i = 0; i < there.size(); i++) {
                look(there.get(i));
            }
        }
        for (Part part = first; part != null; part = part.beyond) {
            if (part.vacant > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Says that the load of a worker, or what is on it, has changed.
     *
     * @param worker its index
     */
    public void changed(int worker) {
        if (!isChanged[worker] && !places.get(worker).isEmpty()) {
            isChanged[worker] = true;
            changed[changes++] = worker;
        }
    }

    /** Says that any worker may have changed. */
    public void allChanged() {
        if (!parts.isEmpty()) {
            for (int worker = 0; worker < changed.length; worker++) {
                changed(worker);
            }
        }
    }

    /** Forgets all parts, as there are other candidates now. */
    public void clear() {
        parts.clear();
        places.forEach(List::clear);
        Arrays.fill(isChanged, false);
        changes = 0;
    }

    private Part part(Candidates candidates, StreamRequest request) {
        Part known = parts.get(candidates);
        if (known == null) {
            Candidates beyond = candidates.beyond();
            known = new Part(beyond == null ? null : part(beyond, request));
            parts.put(candidates, known);
            survey(candidates, request, known);
        }
        return known;
    }

    private void survey(Candidates candidates, StreamRequest request, Part part) {
        int next = 0;
        for (int position = 0; position < candidates.own(); position = next) {
            int worker = workerOf(candidates, position);
            while (next < candidates.own() && workerOf(candidates, next) == worker) {
                next++;
            }
            int[] instances = new int[next - position];
            for (int i = 0; i < instances.length; i++) {
                instances[i] = candidates.instance(position + i);
            }
            Place place = new Place(part, request, instances);
            places.get(worker).add(place);
            look(place);
        }
    }

    private int workerOf(Candidates candidates, int position) {
        return view.instances().get(candidates.instance(position)).workerIndex();
    }

    private void look(Place place) {
        boolean isVacant = false;
        for (int instance : place.instances) {
            isVacant |= view.hasRoom(instance, place.request);
        }
        if (isVacant != place.isVacant) {
            place.isVacant = isVacant;
            place.part.vacant += isVacant ? 1 : -1;
        }
    }
}
