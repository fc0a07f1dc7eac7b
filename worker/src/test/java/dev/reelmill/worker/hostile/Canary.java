package dev.reelmill.worker.hostile;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file and an address that nobody has business with. The file is a named pipe: whoever opens it
 * releases the thread that waits here to write into it. The address counts who connects.
 */
final class Canary implements AutoCloseable {

  /** The pipe's text, too, is looked for in what comes out. */
  static final String SECRET = "canary-d41d8cd98f00b204";

  /** Between two readers, so that the first comes to the end of the file. */
  private static final long REST_MILLIS = 100;

  private final Path pipe;
  private final ServerSocket server;
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger connected = new AtomicInteger();
  private final Thread writer;
  private final Thread listener;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Makes both, the pipe in a folder. */
  Canary(Path folder) throws IOException, InterruptedException {
    pipe = folder.resolve("canary.ts");
    int made = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    if (made != 0) {
      throw new IOException("mkfifo ended with " + made);
    }
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    writer = Thread.ofPlatform().daemon().name("canary-file").start(this::offer);
    listener = Thread.ofPlatform().daemon().name("canary-address").start(this::listen);
  }

  Path pipe() {
    return pipe;
  }

  /** {@code HOST:PORT}. */
  String address() {
    return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
  }

  /** How often the file was opened. */
  int opened() {
    return opened.get();
  }

  /** How often somebody connected. */
  int connected() {
    return connected.get();
  }

  private void offer() {
    while (!isClosing(REST_MILLIS)) {
      try (OutputStream out = Files.newOutputStream(pipe)) {
        if (!isClosing(0)) {
          opened.incrementAndGet();
          out.write((SECRET + "\n").getBytes(StandardCharsets.US_ASCII));
        }
      } catch (IOException e) {
        // The reader went away before it read: it was counted.
      }
    }
  }

  private void listen() {
    while (!isClosing(0)) {
      try (Socket socket = server.accept()) {
        connected.incrementAndGet();
        socket.shutdownOutput();
      } catch (IOException e) {
        // Closed; nobody else connects once it is.
      }
    }
  }

  private boolean isClosing(long patienceMillis) {
    try {
      return closing.await(patienceMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    closing.countDown();
    server.close();
    listener.join();
    // Opened for both, a pipe waits for nobody, and lets go whoever waits to write.
    try (FileChannel reader = FileChannel.open(pipe, READ, WRITE)) {
      writer.join();
    }
  }
}
