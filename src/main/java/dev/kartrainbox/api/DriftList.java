package dev.kartrainbox.api;

import dev.kartrainbox.operations.DriftReport;
import java.util.List;

/** What was unexpected. */
public record DriftList(List<DriftReport.Line> drift) {}
