package dev.sprout.tokenunify.data;

import dev.sprout.volumes.Volume;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.array.Geometry;
import dev.sprout.volumes.array.NdArray;
import dev.sprout.volumes.array.SpatialArray;

/** A volume of values in memory. */
record MemoryVolume(Block block) implements NdArray {

  static Volume of(Block block) {
    return new Volume("memory", new SpatialArray(new MemoryVolume(block), Geometry.of("zyx")));
  }

  @Override
  public long[] shape() {
    return new long[] {block.shape().z(), block.shape().y(), block.shape().x()};
  }

  @Override
  public ElementType type() {
    return block.type();
  }

  @Override
  public String layout() {
    return "memory";
  }

  @Override
  public byte[] read(long[] origin, int[] extent) {
    int bytes = type().bytes();
    byte[] read = new byte[extent[0] * extent[1] * extent[2] * bytes];
    for (int i = 0; i < read.length; i++) {
      int voxel = i / bytes;
      long z = origin[0] + voxel / (extent[1] * extent[2]);
      long y = origin[1] + voxel / extent[2] % extent[1];
      long x = origin[2] + voxel % extent[2];
      long place = (z * shape()[1] + y) * shape()[2] + x;
      read[i] = block.littleEndian()[(int) place * bytes + i % bytes];
    }
    return read;
  }

  @Override
  public void close() {}
}
