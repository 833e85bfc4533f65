package dev.sprout.nn.weights;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stack and memo of a pickle's stack machine, with marks on the stack. Bounded. */
final class PickleStack {
  /** Most values of a pickle: far beyond any checkpoint, and few enough for a small heap. */
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

  /** Stores the topmost value in the memo under the next number. */
  void memoise() throws Malformed {
    memoise(memo.size());
  }

  void memoise(long index) throws Malformed {
    count(1);
    memo.put(index, top());
  }

  void recall(long index) throws Malformed {
    if (!memo.containsKey(index)) {
      throw new Malformed("its pickle reads a memo entry that it never wrote");
    }
    push(memo.get(index));
  }

  /** Counts values about to be stored again. */
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

  /** Pops the topmost values, in the order of pushing. */
  List<Object> pop(int count) throws Malformed {
    require(count);
    return takeFrom(values.size() - count);
  }

  /** Pops all values above the latest mark, and the mark. */
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
