package dev.sprout.server;

import dev.sprout.server.jobs.DrawingJob;
import dev.sprout.server.jobs.JobQueue;
import dev.sprout.server.models.ServedModel;
import dev.sprout.server.models.ServedModels;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** Figures of a running server, in the text format of Prometheus. Thread-safe. */
final class Statistics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final DistributionSummary together =
      DistributionSummary.builder("sprout.batch.jobs")
          .description("Jobs whose pictures are drawn in one batch")
          .register(registry);

  Statistics() {
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
  }

  /** Watches the queues. */
  void watch(ServedModels models) {
    for (ServedModel model : models.all()) {
      Gauge.builder("sprout.jobs", model.queue(), queue -> queue.size())
          .description("Jobs that wait or are worked on")
          .tag("model", model.name())
          .register(registry);
      FunctionCounter.builder("sprout.evaluations", model.queue(), JobQueue::evaluations)
          .description("Network evaluations of batches of pictures")
          .tag("model", model.name())
          .register(registry);
      Gauge.builder("sprout.model.loaded", model, each -> each.isLoaded() ? 1 : 0)
          .description("Whether a model is in memory")
          .tag("model", model.name())
          .register(registry);
    }
  }

  /** Counts a request by its status. */
  void request(int status) {
    Counter.builder("sprout.requests")
        .description("Requests by status")
        .tag("status", String.valueOf(status))
        .register(registry)
        .increment();
  }

  /** Notes a batch. */
  void batch(List<DrawingJob> jobs) {
    together.record(jobs.size());
  }

  String text() {
    return registry.scrape();
  }
}
