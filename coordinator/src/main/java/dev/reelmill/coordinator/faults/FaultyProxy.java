package dev.reelmill.coordinator.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bad network between two programs, over TCP on loopback: slow, cut, refusing, or without a word.
 * All is well until something is said; what is said holds for connections that are open, too.
 * Thread-safe.
 */
public final class FaultyProxy implements AutoCloseable {

  private static final int CHUNK_BYTES = 16 << 10;

  private final InetSocketAddress target;
  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicLong budget = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong connections = new AtomicLong();
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean refusing;

  /** Guarded by this. */
  private boolean stopped;

  /** A proxy on a free port of its own for a server on loopback. */
  public FaultyProxy(int targetPort) throws IOException {
    target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("proxy").start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Connections that were asked for so far. */
  public long connections() {
    return connections.get();
  }

  /** Holds each piece of up to 16 KiB back for so long, in both directions. */
  public void delay(Duration perPiece) {
    delay = perPiece;
  }

  /** Lets so many more bytes through, of all connections together, and then cuts every one. */
  public void cutAfter(long bytes) {
    budget.set(bytes);
  }

  /** Cuts what is open and takes nothing new. */
  public void refuse() {
    refusing = true;
    cut();
  }

  /** Cuts what is open now. */
  public void cut() {
    sockets.forEach(FaultyProxy::close);
  }

  /** Holds everything back, without an end to any connection: the cable is out. */
  public synchronized void stop() {
    stopped = true;
  }

  /** All is well again; what {@link #stop} held back goes on. */
  public synchronized void heal() {
    delay = Duration.ZERO;
    budget.set(Long.MAX_VALUE);
    refusing = false;
    stopped = false;
    notifyAll();
  }

  @Override
  public void close() throws IOException {
    server.close();
    heal();
    cut();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException e) {
        // Closed; or a client went before it was accepted.
      }
    }
  }

  private void connect(Socket client) {
    sockets.add(client);
    Socket there = new Socket();
    sockets.add(there);
    try {
      awaitGo();
      if (refusing) {
        throw new IOException("refused");
      }
      there.connect(target);
      Thread.ofVirtual().start(() -> pump(there, client));
      pump(client, there);
    } catch (IOException | InterruptedException e) {
      close(client);
      close(there);
    }
  }

  private void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] chunk = new byte[CHUNK_BYTES];
      int count = in.read(chunk);
      while (count >= 0) {
        awaitGo();
        Thread.sleep(delay);
        int allowed = take(count);
        out.write(chunk, 0, allowed);
        out.flush();
        if (allowed < count) {
          cut();
          return;
        }
        count = in.read(chunk);
      }
      awaitGo();
    } catch (IOException | InterruptedException e) {
      // The connection is over, as the test or one of its ends wished.
    } finally {
      close(from);
      close(to);
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private int take(int count) {
    long before = budget.getAndUpdate(left -> Math.max(0, left - count));
    return (int) Math.min(before, count);
  }

  private synchronized void awaitGo() throws InterruptedException {
    while (stopped) {
      wait();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone, and that is what was wanted.
    }
  }
}
