// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/** Running tasks in the order of their starts: unmodifiable for those who see a list, an array for the cluster. */
final class Running extends AbstractList<ElasticTask> implements RandomAccess {
    ElasticTask[] tasks = new ElasticTask[8];
    int count;

    @Override
    public ElasticTask get(int index) {
        return tasks[Objects.checkIndex(index, count)];
    }

    @Override
    public int size() {
        return count;
    }

    void append(ElasticTask task) {
        if (count == tasks.length) {
            tasks = Arrays.copyOf(tasks, 2 * count);
        }
        tasks[count++] = task;
        modCount++;
    }

    /** Takes one out, and those after it move up. */
    ElasticTask cut(int index) {
        ElasticTask task = tasks[index];
        count--;
        System.arraycopy(tasks, index + 1, tasks, index, count - index);
        tasks[count] = null;
        modCount++;
        return task;
    }

    void empty() {
        Arrays.fill(tasks, 0, count, null);
        count = 0;
        modCount++;
    }
}
