package dev.kartrainbox.api;

import java.util.List;

/** Leads. */
record LeadList(List<LeadSummary> leads) {}
