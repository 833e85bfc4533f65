package dev.sprout.nn.weights;

import static dev.sprout.nn.weights.PickleAssembler.protocol;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.nn.weights.PickleValues.Dict;
import dev.sprout.nn.weights.PickleValues.ListValue;
import dev.sprout.nn.weights.PickleValues.Namespace;
import dev.sprout.nn.weights.PickleValues.Tuple;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PickleReaderTest {

  private static void refuse(byte[] pickle, String reason) {
    assertThatThrownBy(() -> PickleReader.read(pickle))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining(reason);
  }

  @Test
  void plainValues() throws Malformed {
    byte[] pickle =
        protocol(2)
            .op('(')
            .raw('N', 0x88, 0x89, 'K', 200, 'M', 0xff, 0xff, 'J', 0xfe, 0xff, 0xff, 0xff)
            .raw('G', 0x3f, 0xf8, 0, 0, 0, 0, 0, 0)
            .raw(0x8a, 0)
            .number(Long.MIN_VALUE)
            .text("ж")
            .op('t')
            .end();
    assertThat(((Tuple) PickleReader.read(pickle)).items())
        .containsExactly(null, true, false, 200L, 65535L, -2L, 1.5, 0L, Long.MIN_VALUE, "ж");
  }

  @Test
  void wholeNumbersBeyondALong() throws Malformed {
    byte[] pickle = protocol(2).raw(0x8a, 9, 0, 0, 0, 0, 0, 0, 0, 0, 1).end();
    assertThat(PickleReader.read(pickle)).isEqualTo(BigInteger.ONE.shiftLeft(64));
  }

  @Test
  void listsDictsAndNotes() throws Malformed {
    byte[] pickle =
        protocol(2)
            .raw('}', 'q', 0, '(')
            .text("list")
            .raw(']', '(', 'K', 1, 'K', 2, 'e', 'K', 3, 'a')
            .text("self")
            .raw('h', 0, 'u')
            .end();
    Dict dict = (Dict) PickleReader.read(pickle);
    assertThat(((ListValue) dict.items().get("list")).items()).containsExactly(1L, 2L, 3L);
    assertThat(dict.items().get("self")).isSameAs(dict);
  }

  @Test
  void namespaces() throws Malformed {
    byte[] pickle = protocol(2).namespace().raw('}').text("lr").raw('K', 3, 's').raw('b').end();
    assertThat(((Namespace) PickleReader.read(pickle)).fields()).containsEntry("lr", 3L);
  }

  @Test
  void laterProtocols() throws Malformed {
    byte[] pickle =
        protocol(4)
            .raw(0x95)
            .little(40, 8)
            .raw(']', 0x94, '(')
            .shortText("a")
            .raw(0x94, 'h', 1, 0x8d)
            .little(1, 8)
            .raw('b', 'e')
            .end();
    assertThat(((ListValue) PickleReader.read(pickle)).items()).isEqualTo(List.of("a", "a", "b"));
    byte[] named =
        protocol(4).shortText("collections").shortText("OrderedDict").raw(0x93, ')', 'R').end();
    assertThat(PickleReader.read(named)).isInstanceOf(Dict.class);
  }

  @ParameterizedTest
  @CsvSource({
    "os,system",
    "posix,system",
    "builtins,eval",
    "__builtin__,exec",
    "subprocess,Popen",
    "torch,load",
    "torch._utils,_rebuild_tensor",
    "collections,Counter",
    "copyreg,_reconstructor"
  })
  void anyOtherNameIsRefusedByItself(String module, String name) {
    String refusal = "its pickle names " + module + "." + name + ", which Sprout never runs";
    byte[] called =
        protocol(2).global(module, name).op('(').text("touch /tmp/x").raw('t', 'R').end();
    refuse(called, refusal);
    refuse(protocol(4).shortText(module).shortText(name).raw(0x93).end(), refusal);
    refuse(protocol(2).global(module, name).raw('0', 'N').end(), refusal);
  }

  @Test
  void acceptedNamesAreNotCalledOtherwise() {
    refuse(protocol(2).global("argparse", "Namespace").raw(')', 'R').end(), "in a way that");
    refuse(protocol(2).global("torch", "FloatStorage").raw(')', 'R').end(), "in a way that");
    refuse(protocol(2).global("torch", "FloatStorage").raw(')', 0x81).end(), "in a way that");
    refuse(protocol(2).text("f").raw(')', 'R').end(), "calls a plain value");
    refuse(protocol(2).raw('}', 'N', 'b').end(), "gives attributes");
    refuse(protocol(2).text("module").raw('K', 1, 0x93).end(), "a name that is none");
  }

  @ParameterizedTest
  @ValueSource(ints = {'i', 'o', 'P', 'I', 'S', 'V', 0x82, 0x92, 0x8f, 0x97, 'B', 0})
  void instructionsThatBuildNoPlainValue(int opcode) {
    refuse(protocol(2).raw(opcode).end(), "the instruction 0x%02x at byte 2".formatted(opcode));
  }

  @Test
  void otherProtocols() {
    refuse(protocol(1).raw('N').end(), "not of protocol 2 to 5");
    refuse(protocol(6).raw('N').end(), "not of protocol 2 to 5");
    refuse(new PickleAssembler().raw('N').end(), "not of protocol 2 to 5");
  }

  @Test
  void truncatedAnywhere() {
    byte[] pickle =
        PickleAssembler.stateDict("FloatStorage", 4, 0, new long[] {2, 2}, new long[] {2, 1});
    for (int length = 0; length < pickle.length; length++) {
      refuse(Arrays.copyOf(pickle, length), "its pickle is truncated");
    }
  }

  @Test
  void lengthsBeyondTheEnd() {
    refuse(protocol(2).op('X').little(-1, 4).bytes(), "a text of 4294967295 bytes");
    refuse(protocol(4).raw(0x8d).little(-1, 8).bytes(), "a text of 18446744073709551615 bytes");
    refuse(protocol(2).op('X').little(1 << 20, 4).bytes(), "truncated");
    refuse(protocol(2).raw(0x8a, 255).bytes(), "truncated");
    refuse(protocol(2).raw('X', 1, 0, 0, 0, 0xff).end(), "not UTF-8");
    refuse(protocol(2).op('c').repeat('a', 300).bytes(), "a name that is none");
  }

  @Test
  void stackErrors() {
    refuse(protocol(2).end(), "takes a value that isn't there");
    refuse(protocol(2).raw('(', '.').bytes(), "takes a value that isn't there");
    refuse(protocol(2).raw('t').end(), "takes a mark that isn't there");
    refuse(protocol(2).raw('N', '(', 0x85).end(), "takes a value that isn't there");
    refuse(protocol(2).raw('h', 0).end(), "reads a memo entry that it never wrote");
    refuse(protocol(2).raw('N', 'N').end(), "leaves more than one value");
    refuse(protocol(2).raw('N', '.', 'N').bytes(), "leaves more than one value");
    refuse(protocol(2).raw('}', '(', 'N', 'u').end(), "something that is no dict");
    refuse(protocol(2).raw('}', ')', 'N', 's').end(), "neither text nor number");
    refuse(protocol(2).raw('N', 'N', 'a').end(), "something that is no list");
  }

  @Test
  void moreValuesThanAnyCheckpointHas() {
    String reason = "more values than any checkpoint has";
    int many = PickleStack.MOST_VALUES + 1;
    refuse(protocol(2).repeat('(', many).bytes(), reason);
    refuse(protocol(2).repeat('N', many).bytes(), reason);
    refuse(protocol(2).repeat(']', 1).repeat(0x94, many).bytes(), reason);
  }

  @Test
  void deepNestingAndSharingCostNothing() throws Malformed {
    byte[] deep = protocol(2).op(')').repeat(0x85, 1_000_000).end();
    assertThat(((Tuple) PickleReader.read(deep)).items()).hasSize(1);
    PickleAssembler laughs = protocol(2).raw(']');
    for (int level = 0; level < 60; level++) {
      laughs.raw('q', 0, '0', ']', 'h', 0, 'a', 'h', 0, 'a');
    }
    assertThat(((ListValue) PickleReader.read(laughs.end())).items()).hasSize(2);
  }

  @Test
  void aNotedDictIsNotCopiedWithoutEnd() {
    PickleAssembler bomb = protocol(2).raw('}', 'q', 0, '(');
    for (int i = 0; i < 5000; i++) {
      bomb.raw('M').little(i, 2).raw('N');
    }
    bomb.op('u');
    for (int i = 0; i < 5000; i++) {
      bomb.namespace().raw('h', 0, 'b', '0');
    }
    refuse(bomb.end(), "more values than any checkpoint has");
  }

  @Test
  void aNotedShapeIsNotCopiedWithoutEnd() {
    byte[] bomb =
        PickleAssembler.stateDict("FloatStorage", 1, 0, new long[100_000], new long[100_000]);
    refuse(bomb, "a shape with 100000 axes");
  }
}
