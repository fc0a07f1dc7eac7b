package dev.reelmill.coordinator.redrive;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** One run of what is done now and then, as Quartz knows it. */
@DisallowConcurrentExecution
public final class PeriodicJob implements Job {

  private final Runnable work;

  PeriodicJob(Runnable work) {
    this.work = work;
  }

  @Override
  public void execute(JobExecutionContext context) {
    work.run();
  }
}
