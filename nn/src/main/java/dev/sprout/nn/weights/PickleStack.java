package dev.sprout.nn.weights;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The memory of a pickle's stack machine: values, marks among them, and numbered notes. Bounded.
 */
final class PickleStack {
  /** Far beyond any checkpoint, and few enough for a small heap. */
  static final int MOST_VALUES = 2_000_000;

  private final List<Object> values = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();
  private final Map<Long, Object> memo = new HashMap<>();
  private int steps;

  void push(Object value) throws Malformed {
    count(1);
    values.add(value);
  }

  void mark() throws Malformed {
    count(1);
    marks.push(values.size());
  }

  /** Notes the topmost value under the next free number. */
  void memoise() throws Malformed {
    memoise(memo.size());
  }

  void memoise(long index) throws Malformed {
    count(1);
    memo.put(index, top());
  }

  void recall(long index) throws Malformed {
    if (!memo.containsKey(index)) {
      throw new Malformed("its pickle recalls a value that it never noted");
    }
    push(memo.get(index));
  }

  /** Counts values that are about to be stored once more. */
  void count(int more) throws Malformed {
    steps += more;
    if (steps > MOST_VALUES) {
      throw new Malformed("its pickle builds more values than any checkpoint has");
    }
  }

  Object top() throws Malformed {
    require(1);
    return values.get(values.size() - 1);
  }

  Object pop() throws Malformed {
    require(1);
    return values.remove(values.size() - 1);
  }

  /** Takes the topmost values, in the order in which they were pushed. */
  List<Object> pop(int count) throws Malformed {
    require(count);
    return takeFrom(values.size() - count);
  }

  /** Takes everything above the latest mark, and the mark. */
  List<Object> popToMark() throws Malformed {
    if (marks.isEmpty()) {
      throw new Malformed("its pickle takes a mark that isn't there");
    }
    return takeFrom(marks.pop());
  }

  /** Drops the latest mark when nothing lies above it, otherwise the topmost value. */
  void drop() throws Malformed {
    if (!marks.isEmpty() && marks.peek() == values.size()) {
      marks.pop();
    } else {
      pop();
    }
  }

  boolean isEmpty() {
    return values.isEmpty() && marks.isEmpty();
  }

  private void require(int count) throws Malformed {
    int floor = marks.isEmpty() ? 0 : marks.peek();
    if (values.size() - floor < count) {
      throw new Malformed("its pickle takes a value that isn't there");
    }
  }

  private List<Object> takeFrom(int position) {
    List<Object> tail = values.subList(position, values.size());
    List<Object> taken = Collections.unmodifiableList(new ArrayList<>(tail));
    tail.clear();
    return taken;
  }
}
