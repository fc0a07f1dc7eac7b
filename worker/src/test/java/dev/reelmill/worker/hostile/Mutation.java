package dev.reelmill.worker.hostile;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** One way to damage a file. */
enum Mutation {
  BIT_FLIPS {
    @Override
    byte[] apply(byte[] bytes, Layout layout, RandomGenerator random) {
      byte[] damaged = bytes.clone();
      int flips = 1 << random.nextInt(8);
      for (int i = 0; i < flips; i++) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      return damaged;
    }
  },
  /** Where most of what steers a reader stands. */
  HEADER_FLIPS {
    @Override
    byte[] apply(byte[] bytes, Layout layout, RandomGenerator random) {
      byte[] damaged = bytes.clone();
      List<Part> parts = layout.parts(bytes);
      for (int i = 0; i < 1 + random.nextInt(6); i++) {
        Part part = any(parts, random);
        int reach = Math.min(part.length(), part.payload() - part.start() + 32);
        damaged[part.start() + random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
      }
      return damaged;
    }
  },
  NOISE {
    @Override
    byte[] apply(byte[] bytes, Layout layout, RandomGenerator random) {
      byte[] damaged = bytes.clone();
      int[] range = range(bytes.length, random);
      byte[] noise = new byte[range[1] - range[0]];
      random.nextBytes(noise);
      System.arraycopy(noise, 0, damaged, range[0], noise.length);
      return damaged;
    }
  },
  ZEROS {
    @Override
    byte[] apply(byte[] bytes, Layout layout, RandomGenerator random) {
      byte[] damaged = bytes.clone();
      int[] range = range(bytes.length, random);
      Arrays.fill(damaged, range[0], range[1], (byte) (random.nextBoolean() ? 0 : 0xff));
      return damaged;
    }
  },
  TRUNCATION {
    @Override
    byte[] apply(byte[] bytes, Layout layout, RandomGenerator random) {
      return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
  },
  /** A stretch is missing, as after a broken transfer. */
  HOLE {
    @Override
    byte[] apply(byte[] bytes, Layout layout, RandomGenerator random) {
      int[] range = range(bytes.length, random);
      return joined(Arrays.copyOf(bytes, range[0]), from(bytes, range[1]));
    }
  },
  /** A number in a header becomes one of those at which counting goes wrong. */
  EXTREME_NUMBER {
    @Override
    byte[] apply(byte[] bytes, Layout layout, RandomGenerator random) {
      byte[] damaged = bytes.clone();
      Part part = any(layout.parts(bytes), random);
      int width = 1 << random.nextInt(4);
      int reach = Math.min(part.length(), 64 + part.payload() - part.start());
      int at = part.start() + random.nextInt(Math.max(1, reach - width));
      put(damaged, at, width, extreme(random));
      return damaged;
    }
  },
  WRONG_SIZE {
    @Override
    byte[] apply(byte[] bytes, Layout layout, RandomGenerator random) {
      byte[] damaged = bytes.clone();
      Part part = any(layout.parts(bytes), random);
      long size = Layout.number(bytes, part.sizeAt(), part.sizeBytes(), part.littleEndian());
      long off = size + random.nextInt(-16, 17);
      part.putSize(damaged, random.nextBoolean() ? off : extreme(random));
      return damaged;
    }
  },
  ELEMENT_REMOVED {
    @Override
    byte[] apply(byte[] bytes, Layout layout, RandomGenerator random) {
      Part part = any(layout.parts(bytes), random);
      return joined(Arrays.copyOf(bytes, part.start()), from(bytes, part.end()));
    }
  },
  ELEMENT_REPEATED {
    @Override
    byte[] apply(byte[] bytes, Layout layout, RandomGenerator random) {
      Part part = small(layout.parts(bytes), random);
      byte[] one = part.of(bytes);
      byte[][] pieces = new byte[2 + random.nextInt(1, 40)][];
      Arrays.fill(pieces, one);
      pieces[0] = Arrays.copyOf(bytes, part.end());
      pieces[pieces.length - 1] = from(bytes, part.end());
      return joined(pieces);
    }
  },
  /** One element's place is taken by another. */
  ELEMENT_REPLACED {
    @Override
    byte[] apply(byte[] bytes, Layout layout, RandomGenerator random) {
      List<Part> parts = layout.parts(bytes);
      Part place = any(parts, random);
      byte[] other = small(parts, random).of(bytes);
      return joined(Arrays.copyOf(bytes, place.start()), other, from(bytes, place.end()));
    }
  },
  /** An element keeps its contents under another's name. */
  ELEMENT_RENAMED {
    @Override
    byte[] apply(byte[] bytes, Layout layout, RandomGenerator random) {
      List<Part> parts = layout.parts(bytes);
      byte[] damaged = bytes.clone();
      Part part = any(parts, random);
      Part named = any(parts, random);
      int header = Math.min(part.payload() - part.start(), named.payload() - named.start());
      System.arraycopy(bytes, named.start(), damaged, part.start(), header);
      if (part.sizeBytes() == named.sizeBytes()) {
        System.arraycopy(bytes, part.sizeAt(), damaged, part.sizeAt(), part.sizeBytes());
      }
      return damaged;
    }
  },
  /** An element lies within its own likes. */
  ELEMENT_NESTED {
    @Override
    byte[] apply(byte[] bytes, Layout layout, RandomGenerator random) {
      Part part = small(layout.parts(bytes), random);
      byte[] header = Arrays.copyOfRange(bytes, part.start(), part.payload());
      byte[][] pieces = new byte[2 + random.nextInt(1, 60)][];
      Arrays.fill(pieces, header);
      pieces[0] = Arrays.copyOf(bytes, part.start());
      pieces[pieces.length - 1] = from(bytes, part.start());
      return joined(pieces);
    }
  },
  ELEMENT_MOVED {
    @Override
    byte[] apply(byte[] bytes, Layout layout, RandomGenerator random) {
      List<Part> parts = layout.parts(bytes);
      Part part = any(parts, random);
      byte[] rest = joined(Arrays.copyOf(bytes, part.start()), from(bytes, part.end()));
      int to = Math.min(rest.length, any(parts, random).start());
      return joined(Arrays.copyOf(rest, to), part.of(bytes), from(rest, to));
    }
  };

  private static final long[] EXTREMES = {
    0,
    1,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0xffff,
    0x7fff_ffffL,
    0x8000_0000L,
    0xffff_ffffL,
    0x7fff_ffff_ffff_ffffL,
    0x8000_0000_0000_0000L,
    0xffff_ffff_ffff_ffffL,
    0x0fff_ffffL
  };

  /** Elements that may be copied many times. */
  private static final int SMALL = 4096;

  abstract byte[] apply(byte[] bytes, Layout layout, RandomGenerator random);

  private static Part any(List<Part> parts, RandomGenerator random) {
    return parts.isEmpty()
        ? new Part(0, 0, 0, false, 0, 1)
        : parts.get(random.nextInt(parts.size()));
  }

  private static Part small(List<Part> parts, RandomGenerator random) {
    return any(parts.stream().filter(part -> part.length() <= SMALL).toList(), random);
  }

  private static long extreme(RandomGenerator random) {
    return EXTREMES[random.nextInt(EXTREMES.length)];
  }

  private static int[] range(int length, RandomGenerator random) {
    int from = random.nextInt(length);
    int to = Math.min(length, from + 1 + random.nextInt(Math.max(1, length / 8)));
    return new int[] {from, to};
  }

  private static void put(byte[] bytes, int at, int width, long number) {
    for (int i = 0; i < width && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (number >>> (8 * (width - 1 - i)));
    }
  }

  private static byte[] from(byte[] bytes, int start) {
    return Arrays.copyOfRange(bytes, Math.min(start, bytes.length), bytes.length);
  }

  private static byte[] joined(byte[]... pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      all.writeBytes(piece);
    }
    return all.toByteArray();
  }
}
