package dev.reelmill.coordinator.redrive;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** One sweep, as Quartz knows it. */
@DisallowConcurrentExecution
public final class SweepJob implements Job {

  private final Sweep sweep;

  SweepJob(Sweep sweep) {
    this.sweep = sweep;
  }

  @Override
  public void execute(JobExecutionContext context) {
    sweep.run();
  }
}
