package dev.reelmill.worker.ffmpeg;

/** Which sandbox is wanted. */
public enum SandboxChoice {
  /** The best that works here. */
  AUTO,
  BUBBLEWRAP,
  UNSHARE,
  LIMITS
}
