package dev.kartrainbox.api;

import java.util.List;

/** Leads. */
public record LeadList(List<LeadSummary> leads) {}
